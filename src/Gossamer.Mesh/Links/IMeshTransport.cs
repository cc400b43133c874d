namespace Gossamer.Mesh;

/// <summary>
/// What opens links. A transport never calls back from inside one of its own methods that the mesh calls: neither from
/// <see cref="Open"/> nor from those of <see cref="ILinkChannel"/>.
/// </summary>
public interface IMeshTransport
{
    /// <summary>
    /// Whether it opens links to that peer; the same answer each time. Of several transports the first that was registered and serves a
    /// peer gets it. All peers, unless it says otherwise.
    /// </summary>
    /// <param name="peer">The peer.</param>
    bool Serves(MeshPeer peer) => true;

    /// <summary>
    /// Begins to open a link to a peer and returns at once. Afterwards the transport calls <see cref="ILinkSender.Opened"/>
    /// when it is open, and <see cref="ILinkSender.Closed"/> once when it has ended or could not be opened.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="sender">What speaks on the link.</param>
    ILinkChannel Open(MeshPeer peer, ILinkSender sender);
}
