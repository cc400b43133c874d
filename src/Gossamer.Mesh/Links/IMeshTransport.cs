namespace Gossamer.Mesh;

/// <summary>
/// What opens links. A transport never calls back from inside one of its own methods that the mesh calls: neither from
/// <see cref="Open"/> nor from those of <see cref="ILinkChannel"/>.
/// </summary>
public interface IMeshTransport
{
    /// <summary>
    /// Begins to open a link to a peer and returns at once. Afterwards the transport calls <see cref="ILinkSender.Opened"/>
    /// when it is open, and <see cref="ILinkSender.Closed"/> once when it has ended or could not be opened.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="sender">What speaks on the link.</param>
    ILinkChannel Open(MeshPeer peer, ILinkSender sender);
}
