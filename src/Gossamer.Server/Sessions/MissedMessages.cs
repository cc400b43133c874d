using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>What connections of a user have had after a message.</summary>
internal static class MissedMessages
{
    private const int MaxLookedAt = 8; // each may have kept a thousand messages, and anybody may ask

    /// <summary>
    /// Takes the message and what came after it. Sessions that wait for a client that comes back in this way are given away, to whom
    /// <paramref name="rest"/> tells what still comes to them, and are to be ended then. When there are none another connection that has had the
    /// message shows what it got: all of a user's connections get the same.
    /// </summary>
    /// <param name="users">Who is connected here.</param>
    /// <param name="user">The user.</param>
    /// <param name="since">The last message that the client saw.</param>
    /// <param name="isShown">Whether a connection that is not given away may show what it got.</param>
    /// <param name="rest">Takes what still comes to a session that was given away, and says whether that counts as sent.</param>
    /// <param name="except">A connection that is not looked at: the client's new one.</param>
    /// <returns>Null when nothing is known of the message.</returns>
    public static Missed? Take(LocalUsers users, UserName user, MessageId since, bool isShown, Func<EncodedPacket, bool> rest, IConnection? except = null)
    {
        var connections = users.ConnectionsOf(user).OfType<SocketConnection>().Where(connection => connection != except)
            .OrderBy(static connection => connection.Socket.IsAway ? 0 : 1).Take(MaxLookedAt).ToList();
        var mark = InstantMessageFrame.MarkOf(since);
        var given = new List<SocketConnection>();
        SocketConnection? shown = null;
        foreach (var connection in connections)
        {
            if (From(connection, since, mark) is null)
                continue;
            if (IsLeftBehind(connection) && connection.Socket.TryGiveAway(rest, out _))
                given.Add(connection);
            else
                shown ??= connection;
        }

        List<SocketConnection> sources = given.Count > 0 ? given : isShown && shown is not null ? [shown] : [];
        if (sources.Count == 0)
            return null;
        var packets = sources.SelectMany(source => From(source, since, mark) ?? []); // also what came just before one was given
        return new Missed(sources, given, [.. CatchingUp.InOrder(packets).DistinctBy(static packet => packet.Offset, StringComparer.Ordinal)]);
    }

    /// <summary>Ends sessions that were given away.</summary>
    public static void End(Missed missed, string reason)
    {
        foreach (var connection in missed.Given)
        {
            ((ChatSession)connection.Socket.State!).End(reason);
            connection.Socket.Release();
        }
    }

    public static bool IsMark(EncodedPacket packet, byte[] mark) => packet.Frame.Span.IndexOf(mark) >= 0;

    private static bool IsLeftBehind(SocketConnection connection) => connection.ComesBackBySince && connection.Socket.IsAway;

    private static IEnumerable<EncodedPacket>? From(SocketConnection connection, MessageId since, byte[] mark)
    {
        var sent = connection.Socket.SentLately;
        for (var i = 0; i < sent.Count; i++)
            if (IsMark(sent[i], mark))
                return sent.Skip(i);
        return connection.CameBackBy == since ? sent : null;
    }

    /// <param name="Sources">Those that have had it.</param>
    /// <param name="Given">Those whose client is elsewhere now.</param>
    /// <param name="Packets">The message itself, by which others of the user's clients may come back too, and what came after it.</param>
    internal sealed record Missed(IReadOnlyList<SocketConnection> Sources, IReadOnlyList<SocketConnection> Given, IReadOnlyList<EncodedPacket> Packets);
}
