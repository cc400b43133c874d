namespace Gossamer.Mesh.Simulation;

/// <content>I9: what clients' offsets say of what they had.</content>
internal sealed partial class ClientLedger
{
    /// <summary>A client that is known by its last message only may be taken for another device, and was told so.</summary>
    private bool IsForgiven(Client client, Sending sending) =>
        IsAmbiguous(client, sending.Message)
        || IsBeyondOffsets(client, sending)
        || sending.At <= client.AwayLongUntil; // told, too, but perhaps only when the server where it was answers

    /// <summary>
    /// A repetition of what was first sent so long before the client's last move that the offset it moved with may have left out the
    /// origin.
    /// </summary>
    private static bool IsBeyondOffsets(Client client, Sending sending) =>
        client.Connection is { ResumingSince: { } moved, Server: var at } && sending.Message.Sendings is [var first, _, ..]
        && moved - first.At > TimeSpan.FromMilliseconds(at.Node.Messages.Times.OffsetReach - RecoveryTimes.ClockSkew).Ticks;

    internal string Describe(UserName user, string text) => !OffsetText.TryRead(text, user, 0, out var offset) ? "none" : string.Join(
        ' ', offset.Position.Slots.ToArray().Select(slot => $"{NameOf(slot.Origin)}:{slot.Number}{(slot.HasBase ? $">{slot.Base}" : "")}"
            + (slot.HoleTo > 0 ? $"!{slot.HoleAfter}-{slot.HoleTo}" : "")));

    private string NameOf(Origin origin) =>
        world.Servers.FirstOrDefault(server => server is not null && OriginOf(server) == origin.Value)?.ToString() ?? "old";

    /// <summary>I9: whatever the client's position says that it had, it had.</summary>
    internal void CheckPosition(Client client, string text)
    {
        if (!OffsetText.TryRead(text, client.User, 0, out var offset))
            throw new Violation("I9", $"client {client.Number} got an offset that cannot be read");
        CheckHoles(client, offset.Position);
        foreach (ref readonly var slot in offset.Position.Slots)
        {
            foreach (var message in _messages)
            {
                if (!message.Concerns(client.User) || client.Book.Has(message.Number))
                    continue;
                foreach (var sending in message.Sendings)
                    Require(
                        OriginOf(sending.Origin) != slot.Origin.Value || sending.At < client.Book.Since || IsForgiven(client, sending)
                            || !slot.Had(sending.Stamp), "I9",
                        $"client {client.Number}'s position says {slot.Number} (base {slot.Base}, {slot.HasBase}, "
                        + $"hole {slot.HoleAfter} to {slot.HoleTo}) of {sending.Origin}, "
                        + $"but it never got {sending.Stamp}: message {message.Number}");
            }
        }
    }

    /// <summary>I9: what a client had does not become what it was told to be missing, unless two holes become one.</summary>
    private static void CheckHoles(Client client, Position position)
    {
        if (client.Kind == ClientKind.ById || !OffsetText.TryRead(client.Offset, client.User, 0, out var before))
            return;
        foreach (ref readonly var slot in position.Slots)
        {
            if (slot.HoleTo == 0 || before.Position.IndexOf(slot.Origin) is not (>= 0 and var at) || before.Position[at].HoleTo > 0)
                continue;
            Require(slot.HoleAfter >= before.Position[at].Number, "I9",
                $"client {client.Number} had {before.Position[at].Number}, and is told that it misses all from {slot.HoleAfter} on");
        }
    }
}
