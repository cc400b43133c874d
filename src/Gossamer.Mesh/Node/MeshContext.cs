using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <summary>What all parts of one node share.</summary>
internal sealed record MeshContext(
    MeshOptions Options,
    Incarnation Incarnation,
    IMeshTransport Transport,
    TimeProvider Time,
    Random Jitter,
    ILogger Log,
    UserDirectory Directory,
    LocalPresence Presence)
{
    /// <summary>Who takes node messages.</summary>
    internal NodeChannels Channels { get; } = new();

    /// <summary>The rooms, this server's own and all others'.</summary>
    internal RoomDirectory Rooms { get; } = new(Options.Id);

    /// <summary>This server's messages. Set once, before any link is opened or accepted.</summary>
    internal MeshMessages Messages { get; set; } = null!;

    /// <summary>Checks what other servers send as the application's frames; null: nobody does.</summary>
    internal IMessageFrameValidator? Frames { get; init; }

    /// <summary>Gathers what a frame of a link makes the application send; null: nobody does.</summary>
    internal IDeliveryBatch? Batch { get; init; }

    internal required MeshMetrics Metrics { get; init; }

    /// <summary>All peers, at this moment.</summary>
    internal PeerTable Peers { get; } = new(Options.Id);

    internal NodeId Self => Options.Id;

    /// <summary>
    /// Whether a version of the protocol is spoken with a peer; false while it is not there. What the version added is said then alone.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="version">The version, of <see cref="MeshProtocol"/>.</param>
    internal bool Speaks(NodeId peer, uint version) => Peers.Find(peer) is { IsThere: true } known && known.Protocol >= version;

    /// <summary>Sends something to a peer; one that is none any more cannot be reached.</summary>
    internal void Forward(NodeId peer, Envelope message, PendingDelivery pending)
    {
        if (Peers.Find(peer) is { } known)
            known.Outgoing.Forward(message, pending);
        else
            pending.Failed(peer, UnreachableReason.PeerGone);
    }
}
