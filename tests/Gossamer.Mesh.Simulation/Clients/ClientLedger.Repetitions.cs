namespace Gossamer.Mesh.Simulation;

/// <content>I2 and I5: what comes twice.</content>
internal sealed partial class ClientLedger
{
    /// <summary>
    /// I2 and I5: nothing comes twice, unless it was repeated and every server that had the first was dead, or had not answered, as the
    /// client got it, or so late that its key was forgotten.
    /// </summary>
    private void CheckRepetition(
        Client client, ClientConnection connection, SentMessage message, string offset, SentAt sent)
    {
        Repeated++;
        if (client.Kind == ClientKind.ById)
            // no server can tell it from another device, or a connection of its own that is not known to be dead, that had the same message
            return;
        var isExcused = message.Sendings.Count > 1
            && (IsAmongTold(client, message, offset) || IsBeyondKeys(message)
                || Others(client, message, offset).Any(s => IsOutOfReach(s.Origin, connection, sent)));
        Require(isExcused, "I2", $"message {message.Number} came twice to client {client.Number}");
    }

    /// <summary>All sendings but the one that has just come.</summary>
    private static IEnumerable<Sending> Others(Client client, SentMessage message, string offset)
    {
        if (!OffsetText.TryRead(offset, client.User, 0, out var now))
            return message.Sendings;
        var before = OffsetText.TryRead(client.Offset, client.User, 0, out var last) ? last.Position : new Position();
        return message.Sendings.Where(sending => sending.Origin.Node.Messages.Self is var origin
            && (now.Position.NumberOf(origin) != sending.Stamp || before.NumberOf(origin) == sending.Stamp));
    }

    /// <summary>
    /// No server that had the sending had answered by then, since each was dead or cut off, or stood still, or stopped.
    /// </summary>
    private bool IsOutOfReach(Server server, ClientConnection connection, SentAt sent)
    {
        if (connection.ResumingSince is not { } since)
            return server.IsDead;
        if (connection.HasAnswered(server, since, sent))
            return false;
        var canFail = Plan.HasCuts || Plan.HasPauses || Plan.HasDrains || Plan.HasCrashes;
        return server.HasCrashed || (canFail && IsLogOutOfReach(server, connection, since, sent));
    }

    /// <summary>Nobody has inherited the server's log who has answered since.</summary>
    private static bool IsLogOutOfReach(Server server, ClientConnection connection, long since, SentAt sent)
    {
        if (server.LeftAt is not { } left || server.Successor is not { } successor)
            return true;
        since = Math.Max(since, left + UnderWay.Ticks);
        return !connection.HasAnswered(successor, since, sent)
            && (successor.HasCrashed || IsLogOutOfReach(successor, connection, since, sent));
    }

    private static bool IsBeyondKeys(SentMessage message) =>
        message.Sendings is [var first, .., var last] && last.At - first.At
            > TimeSpan.FromMilliseconds(last.Origin.Node.Messages.Times.KeyReach - RecoveryTimes.ClockSkew).Ticks;

    /// <summary>The client was told that it missed something, and by its position the message is among that: two holes become one that
    /// covers both, with what came between them.</summary>
    private static bool IsAmongTold(Client client, SentMessage message, string offset)
    {
        if (client.Book.ToldAt is null || !OffsetText.TryRead(offset, client.User, 0, out var clientOffset))
            return false;
        var had = message.Sendings.Count(sending =>
            clientOffset.Position.IndexOf(sending.Origin.Node.Messages.Self) is var at and >= 0
            && clientOffset.Position[at].Had(sending.Stamp));
        return had <= 1; // the one that has just come
    }
}
