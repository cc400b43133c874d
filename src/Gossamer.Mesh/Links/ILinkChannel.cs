namespace Gossamer.Mesh;

/// <summary>The transport's end of one link, opened or accepted. Safe to call from any thread, never blocks.</summary>
public interface ILinkChannel
{
    /// <summary>Something waits to be taken with <see cref="ILinkSender.Take"/>. Many calls before the next taking count as one.</summary>
    void Wake();

    /// <summary>Ends the link, or the attempt to open it, and lets the other side know why. The second call does nothing.</summary>
    /// <param name="reason">Why.</param>
    void Close(LinkClose reason);
}
