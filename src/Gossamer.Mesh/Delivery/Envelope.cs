namespace Gossamer.Mesh;

/// <summary>
/// A message on its way: who, to whom, and the frame that clients get, already encoded. All that a server must know stands beside the
/// frame.
/// </summary>
/// <param name="Id">The message's id.</param>
/// <param name="From">The sender; its other connections get the frame too.</param>
/// <param name="To">The recipient.</param>
/// <param name="Frame">
/// The encoded frame but for its end, where each receiver's offset goes (<see cref="ISessionOutlet.Send"/>). The mesh never looks into it;
/// it must not change afterwards.
/// </param>
public sealed record Envelope(MessageId Id, UserName From, UserName To, ReadOnlyMemory<byte> Frame)
{
    /// <summary>When it was accepted, in ms since 1970; 0: now. Servers' clocks should agree within 2 s.</summary>
    public long At { get; init; }

    /// <summary>
    /// The sender chose the id and may send the message again, to any server: no connection gets it a second time within
    /// <see cref="MeshOptions.RepeatWindow"/>.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>
    /// It is for clients that asked for such (<see cref="ISessionOutlet.Accepts"/>), and does not go to servers that speak a version of the
    /// protocol without signals: those count as having none of the recipient's connections.
    /// </summary>
    public bool IsSignal { get; init; }

    /// <summary>What the server that accepted it knows of it besides.</summary>
    internal MessageStamp Stamp { get; set; }

    /// <summary>Its predecessors for peers that get no signals; null: the stamp's.</summary>
    internal OlderPredecessors? Older { get; set; }

    /// <summary>The channel of a node message: for the server that receives it, not for a user. Null: no node message.</summary>
    internal string? Channel { get; init; }

    internal bool IsNodeMessage => Channel is not null;

    /// <summary>The trace that it belongs to; null: it is not sampled.</summary>
    internal Wire.TraceContext? Trace { get; set; }

    /// <summary>Nobody waits for its receipt.</summary>
    internal bool IsUnhurried { get; init; }

    /// <summary>
    /// Of a node message or a signal the version of the protocol that has it: to a peer with which an older one is spoken it does not go
    /// (<see cref="UnreachableReason.PeerTooOld"/>), even if the peer has come back so since it was asked.
    /// </summary>
    internal uint Protocol
    {
        get => IsSignal ? MeshProtocol.Signals : field;
        init;
    } = MeshProtocol.Oldest;

    internal static Envelope ToNode(string channel, ReadOnlyMemory<byte> payload, bool isUnhurried = false) =>
        new(new(""), default, default, payload) { Channel = channel, IsUnhurried = isUnhurried };

    /// <summary>The message as the sender's stream has it.</summary>
    internal StreamEntry ForSender(Origin origin) => Entry(origin, Stamp.PreviousFrom, isSent: true);

    /// <summary>The message as the recipient's stream has it.</summary>
    internal StreamEntry ForRecipient(Origin origin) => Entry(origin, Stamp.PreviousTo, isSent: From == To);

    private StreamEntry Entry(Origin origin, ulong previous, bool isSent) => new()
    {
        Origin = origin,
        Number = Stamp.Number,
        Previous = previous,
        At = At,
        Key = Stamp.Key,
        IsSent = isSent,
        IdHash = Stamp.IdHash,
        IsForThisServerOnly = Stamp.IsForThisServerOnly,
        Frame = Frame.ToExactArray(),
    };
}
