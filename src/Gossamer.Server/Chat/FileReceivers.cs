using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>The connections here that asked for files, by their users.</summary>
internal sealed class FileReceivers(MeshNode node, FileLimits options)
{
    private readonly ConcurrentDictionary<UserName, ImmutableArray<ChatSession>> _sessions = new();

    public void Add(UserName user, ChatSession session) => _sessions.AddOrUpdate(
        user, static (_, one) => [one], static (_, all, one) => all.Add(one), session);

    public void Remove(UserName user, ChatSession session)
    {
        while (_sessions.TryGetValue(user, out var all))
        {
            var rest = all.Remove(session);
            if (rest.IsEmpty ? _sessions.TryRemove(new(user, all)) : _sessions.TryUpdate(user, rest, all))
                return;
        }
    }

    /// <summary>Hands a file to those here whom it is for, and to its sender's other connections.</summary>
    /// <param name="file">The file.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="sender">The connection that sent it, which has it; null: that is at another server.</param>
    /// <returns>How many got it, its sender's not counted unless it is to itself.</returns>
    public int Deliver(SentFile file, ReadOnlyMemory<byte> frame, ChatSession? sender)
    {
        var packet = EncodedPacket.FromParts(frame, [file.Data]);
        if (file.Room is not { } room)
        {
            var delivered = Send(file.To, packet, room: null, sender);
            if (file.From != file.To)
                Send(file.From, packet, room: null, sender);
            return delivered;
        }

        var members = 0;
        foreach (var user in node.UsersInRoomHere(room))
            members += Send(user, packet, room, sender) * (user == file.From ? 0 : 1);
        return members;
    }

    private int Send(UserName user, EncodedPacket packet, RoomName? room, ChatSession? except)
    {
        var sent = 0;
        if (_sessions.TryGetValue(user, out var sessions))
            foreach (var session in sessions)
                if (session != except && (room is not { } name || session.IsIn(name))
                    && session.Connection.WaitingBytes <= options.MaxBacklog && session.Connection.Send(packet))
                    sent++;
        return sent;
    }
}
