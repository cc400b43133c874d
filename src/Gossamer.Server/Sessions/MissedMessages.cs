using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>What a connection of a user has had after a message.</summary>
internal static class MissedMessages
{
    private const int MaxLookedAt = 8; // each may have kept a thousand messages, and anybody may ask

    /// <summary>
    /// Takes the message and what came after it from one connection that has had it: all of a user's connections get the same. A session
    /// that waits for a client which comes back in this way is given away, to whom <paramref name="rest"/> tells what still comes to it,
    /// and is to be ended then. Only one, since others may wait for other clients of the user; and the one that knows least of before. When
    /// there is none, another connection shows what it got.
    /// </summary>
    /// <param name="users">Who is connected here.</param>
    /// <param name="user">The user.</param>
    /// <param name="since">The last message that the client saw.</param>
    /// <param name="isShown">Whether a connection that is not given away may show what it got.</param>
    /// <param name="rest">Takes what still comes to a session that was given away, and says whether that counts as sent.</param>
    /// <param name="except">A connection that is not looked at: the client's new one.</param>
    /// <returns>Null when nothing is known of the message.</returns>
    public static Missed? Take(ConnectionRegistry users, UserName user, MessageId since, bool isShown, Func<SocketConnection, EncodedPacket,
        bool> rest, IConnection? except = null)
    {
        SocketConnection? shown = null;
        foreach (var connection in Candidates(users, user, since, except))
        {
            if (IsLeftBehind(connection) && connection.Socket.TryGiveAway(packet => rest(connection, packet), out _))
                return Missed.Of(connection, isGiven: true, since);
            shown ??= connection;
        }

        return isShown && shown is not null ? Missed.Of(shown, isGiven: false, since) : null;
    }

    public static bool IsMark(EncodedPacket packet, byte[] mark) => packet.Frame.Span.IndexOf(mark) >= 0;

    private static List<SocketConnection> Candidates(ConnectionRegistry users, UserName user, MessageId since, IConnection? except) =>
    [
        .. users.ConnectionsOf(user).OfType<SocketConnection>().Where(connection => connection != except)
            .OrderBy(static connection => connection.Socket.IsAwaitingReconnect ? 0 : 1).Take(MaxLookedAt)
            .Where(connection => After(connection, since) is not null)
            .OrderBy(static connection => connection.Socket.IsAwaitingReconnect ? 0 : 1).ThenBy(static connection =>
                connection.Socket.RecoveryLog.Count),
    ];

    private static bool IsLeftBehind(SocketConnection connection) => connection.ComesBackBySince && connection.Socket.IsAwaitingReconnect;

    /// <summary>Not what a connection got as another user, whom it was before.</summary>
    private static List<EncodedPacket>? After(SocketConnection connection, MessageId since)
    {
        var mark = InstantMessageFrame.MarkOf(since);
        var sent = connection.Socket.RecoveryLog;
        for (var i = sent.Count - 1; i >= 0; i--)
        {
            if (IsMark(sent[i], mark))
                return [.. sent.Skip(i)];
            if (IdentifiedFrame.Is(sent[i].Frame.Span))
                return connection.CameBackBy == since ? [.. sent.Skip(i)] : null;
        }

        return connection.CameBackBy == since ? [.. sent] : null;
    }

    /// <param name="Source">The connection that has had it.</param>
    /// <param name="IsGiven">Its client is elsewhere now.</param>
    /// <param name="Packets">The message itself, by which others of the user's clients may come back too, and what came after it.</param>
    internal sealed record Missed(SocketConnection Source, bool IsGiven, IReadOnlyList<EncodedPacket> Packets)
    {
        private MessageId Since { get; init; }

        public static Missed Of(SocketConnection source, bool isGiven, MessageId since) =>
            new(source, isGiven, InOrder(source, since)) { Since = since };

        /// <summary>
        /// What has come to the source since: to one that is shown, or by a thread that had found the user's connections before the
        /// client's new one was among them.
        /// </summary>
        public IEnumerable<EncodedPacket> Later() => InOrder(Source, Since).ExceptBy(Packets.Select(static packet => packet.Offset),
            static packet => packet.Offset, StringComparer.Ordinal);

        /// <summary>What is still held back for a session that was given away goes where it goes.</summary>
        public void EndJoining()
        {
            if (IsGiven)
                Source.EndJoining();
        }

        /// <summary>Ends a session that was given away.</summary>
        public void End(string reason)
        {
            if (!IsGiven)
                return;
            ((ChatSession)Source.Socket.Data!).End(reason);
            Source.Socket.Release();
        }

        /// <summary>It stays here.</summary>
        public void TakeBack()
        {
            if (IsGiven)
                Source.Socket.TakeBack();
        }

        private static List<EncodedPacket> InOrder(SocketConnection source, MessageId since) =>
            [.. CatchingUp.InOrder(After(source, since) ?? [])];
    }
}
