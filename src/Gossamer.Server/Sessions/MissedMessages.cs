using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>What connections of a user have had after a message.</summary>
internal static class MissedMessages
{
    private const int MaxLookedAt = 8; // each may have kept a thousand messages, and anybody may ask

    /// <summary>A connection of the user that has had the message: first those that wait for their clients, then some others.</summary>
    public static Missed? Find(LocalUsers users, UserName user, MessageId since, IConnection? except)
    {
        var candidates = users.ConnectionsOf(user).OfType<SocketConnection>().Where(connection => connection != except)
            .OrderBy(connection => connection.Socket.IsAway ? 0 : 1).Take(MaxLookedAt);
        foreach (var connection in candidates)
            if (After(connection.Socket, since.Value) is { } packets)
                return new Missed(connection, packets);
        return null;
    }

    public static IReadOnlyList<EncodedPacket>? After(Socket socket, string since)
    {
        var mark = InstantMessageFrame.MarkOf(new MessageId(since));
        return socket.SentAfter(packet => packet.Frame.Span.IndexOf(mark) >= 0);
    }

    internal sealed record Missed(SocketConnection Connection, IReadOnlyList<EncodedPacket> Packets)
    {
        public Socket Socket => Connection.Socket;
    }
}
