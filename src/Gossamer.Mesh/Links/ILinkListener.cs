namespace Gossamer.Mesh;

/// <summary>The mesh's end of a link that a peer opened: it only listens there.</summary>
public interface ILinkListener
{
    /// <summary>A whole frame has arrived. Frames of one link come one at a time and in order.</summary>
    /// <param name="frame">The frame; read before this returns.</param>
    void Received(ReadOnlySpan<byte> frame);

    /// <summary>The link has ended.</summary>
    /// <param name="reason">Why, as far as the transport or the other side could tell.</param>
    void Closed(LinkClose reason);
}
