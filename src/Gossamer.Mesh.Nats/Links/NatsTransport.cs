namespace Gossamer.Mesh.Nats;

/// <summary>Opens links over NATS to all peers of this kind.</summary>
internal sealed class NatsTransport(NatsBus bus) : IMeshTransport
{
    public bool Serves(MeshPeer peer) => !peer.IsLegacy;

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => bus.Dial(peer.Id, sender);
}
