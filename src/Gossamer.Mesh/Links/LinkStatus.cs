namespace Gossamer.Mesh;

/// <summary>How this server and one peer are linked at this moment.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Outgoing">The link on which this server tells.</param>
/// <param name="Incoming">The link on which the peer tells: Down or Up.</param>
/// <param name="Incarnation">The life of the peer last heard.</param>
/// <param name="Unacknowledged">Messages that await the peer's receipt.</param>
/// <param name="LastClose">Why the outgoing link last ended.</param>
public sealed record LinkStatus(
    NodeId Peer, LinkState Outgoing, LinkState Incoming, Incarnation Incarnation, int Unacknowledged, LinkClose LastClose)
{
    /// <summary>
    /// The version of the protocol that this server and the peer speak with each other; null while the peer is not there. From 2.
    /// </summary>
    public int? Protocol { get; init; }

    /// <summary>How long a heartbeat takes to the peer and back, without what it waits there; null while that is not known.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>Messages forwarded to the peer in this server's life.</summary>
    public long Forwarded { get; init; }

    /// <summary>Messages that the peer forwarded here in this server's life.</summary>
    public long Received { get; init; }

    /// <summary>Bytes of frames that came from the peer in this server's life, in whatever they were about.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>
    /// How long ago anything was heard from the peer; beyond <see cref="MeshOptions.HeartbeatTimeout"/> the link counts as down. Null: it
    /// was never heard in this server's life.
    /// </summary>
    public TimeSpan? SinceHeard { get; init; }

    /// <summary>It is one of the mesh, and to be linked with.</summary>
    internal bool IsMember { get; init; } = true;

    /// <summary>Bytes of <see cref="Unacknowledged"/>.</summary>
    internal long UnacknowledgedBytes { get; init; }

    /// <summary>Messages, the servers' own included, that went to the peer once more.</summary>
    internal long Resent { get; init; }

    /// <summary>Messages, the servers' own included, that the peer confirmed.</summary>
    internal long Receipts { get; init; }

    /// <summary>For how long the copy of the peer's users has not been whole; zero: it is, or there is none.</summary>
    internal TimeSpan PresenceLag { get; init; }
}
