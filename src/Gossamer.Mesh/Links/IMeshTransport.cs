namespace Gossamer.Mesh;

/// <summary>
/// What opens links. A transport never calls back from inside one of its own methods that the mesh calls: neither from
/// <see cref="Open"/> nor from those of <see cref="ILinkChannel"/>.
/// </summary>
public interface IMeshTransport
{
    /// <summary>
    /// Begins to open a link to a peer and returns at once. Afterwards the transport calls <see cref="ILinkTeller.Opened"/>
    /// when it is open, and <see cref="ILinkTeller.Closed"/> once when it has ended or could not be opened.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="teller">What speaks on the link.</param>
    ILinkChannel Open(MeshPeer peer, ILinkTeller teller);
}
