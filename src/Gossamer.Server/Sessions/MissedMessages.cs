using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>What connections of a user have had after a message.</summary>
internal static class MissedMessages
{
    /// <summary>The first connection of the user that has had the message, those that wait for their clients before others.</summary>
    public static Missed? Find(LocalUsers users, UserName user, MessageId since, IConnection? except)
    {
        Missed? found = null;
        foreach (var connection in users.ConnectionsOf(user).OfType<SocketConnection>().Where(connection => connection != except))
        {
            if ((found is null || connection.Socket.IsAway) && After(connection.Socket, since.Value) is { } packets)
                found = new Missed(connection, packets);
        }

        return found;
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
