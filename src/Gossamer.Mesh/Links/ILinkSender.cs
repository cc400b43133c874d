using System.Buffers;

namespace Gossamer.Mesh;

/// <summary>The mesh's end of a link that this server opened: it only speaks there.</summary>
public interface ILinkSender
{
    /// <summary>The link is open.</summary>
    void Opened();

    /// <summary>
    /// Writes all that waits as one frame. To be called by one writer, once after opening, then after each
    /// <see cref="ILinkChannel.Wake"/>, and again as long as it gives frames.
    /// </summary>
    /// <param name="output">Where to.</param>
    TakeResult Take(IBufferWriter<byte> output);

    /// <summary>The link has ended, or could not be opened.</summary>
    /// <param name="reason">Why, as far as the transport or the other side could tell.</param>
    void Closed(LinkClose reason);
}
