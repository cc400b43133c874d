namespace Gossamer.Mesh;

/// <summary>A message to all sessions in a room: who, to which room, and the frame that clients get, already encoded.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="From">The sender. Its sessions in the room get the frame too, and are not counted.</param>
/// <param name="Room">The room.</param>
/// <param name="Frame">
/// The encoded frame but for its end, where each receiver's offset goes (<see cref="ISessionOutlet.Send"/>). The mesh never looks into it;
/// it must not change afterwards.
/// </param>
public sealed record RoomMessage(MessageId Id, UserName From, RoomName Room, ReadOnlyMemory<byte> Frame)
{
    /// <summary>When it was accepted, in ms since 1970; 0: now. Servers' clocks should agree within 2 s.</summary>
    public long At { get; init; }

    /// <summary>
    /// The sender chose the id and may send the message again, to any server: no session gets it a second time within
    /// <see cref="MeshOptions.RepeatWindow"/>.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <inheritdoc cref="Envelope.IsSignal"/>
    public bool IsSignal { get; init; }

    /// <summary>The trace that it belongs to; null: it is not sampled.</summary>
    internal Wire.TraceContext? Trace { get; set; }

    /// <summary>
    /// As a member's stream has it, still without a number. Every message to a room has a key: a member that moves may be handed it by two
    /// servers.
    /// </summary>
    internal StreamEntry Entry() => new()
    {
        At = At,
        Key = MessageKey.Of(From, Id),
        IdHash = IdHash.Of(Id.Value),
        IsForThisServerOnly = true,
        Room = Room.Tag,
        Frame = Frame.ToExactArray(),
    };
}
