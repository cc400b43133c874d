namespace Gossamer.Mesh;

/// <summary>What a message's frame says of the message.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient.</param>
/// <param name="At">When it was accepted, in ms since 1970.</param>
public sealed record MessageFields(MessageId Id, UserName From, UserName To, long At)
{
    /// <summary>The room that it was sent to; then <see cref="To"/> is none. Null: it was sent to a user.</summary>
    public RoomName? Room { get; init; }

    /// <summary>It is a signal (<see cref="Envelope.IsSignal"/>).</summary>
    public bool IsSignal { get; init; }
}
