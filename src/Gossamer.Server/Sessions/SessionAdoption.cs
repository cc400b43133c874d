using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Makes a session that has come from another server one of this server's: it waits for its client like any other.</summary>
internal sealed class SessionAdoption(MeshNode node, WatchPublisher watches, IServiceProvider services, ILogger<SessionAdoption> logger)
{
    // These need what needs this.
    private SocketIOServer Server => services.GetRequiredService<SocketIOServer>();

    /// <summary>Whether a session is this server's.</summary>
    public bool IsHere(string pid) => Find(pid) is not null;

    /// <summary>Null when it cannot be taken.</summary>
    public ITold? Adopt(NodeId from, Begin begin, List<EncodedPacket> packets)
    {
        if (!UserName.TryCreate(begin.User, out var user, out _) || begin.Pid.Length == 0 || begin.Presence > (uint)PresenceMode.None)
            return null;
        var server = Server;
        var sessions = services.GetRequiredService<ChatSessions>();
        if (server.TryGetRecoverable(begin.Pid, out var known))
        {
            NoteParted(known, begin, packets);
            return Merge(known, user, from, begin, packets);
        }

        if (services.GetRequiredService<SessionDepartures>().TryFindOnItsWay(begin.Pid, out _))
            return null; // whoever has it keeps it until that is decided
        if (begin.Unasked && SuccessorOf(user, begin) is { } successor)
            return Merge(successor, user, from, begin, Missed(successor, begin, packets));
        ChatSession? session = null;
        Joining? joining = null;
        var isAdopted = server.Adopt(SessionOf(begin, packets), socket =>
        {
            session = sessions.Of(socket);
            var connection = (SocketConnection)session.Connection;
            connection.ComesBackBySince = begin.BySince;
            joining = connection.Hold()!; // it is new
            joining.Remember([.. begin.Had.Zip(begin.HadSeconds)]);
            joining.Had(packets);
            var late = begin.Late.ToHashSet(StringComparer.Ordinal);
            foreach (var packet in packets.Where(packet => late.Contains(packet.Offset!)))
                connection.NoteLate(packet, MessageKey.Of(packet.Frame.Span));
        });
        if (!isAdopted)
            return null;
        Remember(user, begin);
        session!.Arrive(user, (PresenceMode)begin.Presence);
        Watch(session, begin);
        NoteParted(((SocketConnection)session.Connection).Socket, begin, packets);
        logger.Arrived(user, from, packets.Count);
        return joining;
    }

    /// <summary>The client has started anew here, since the other server was not heard; null when it is not here any more.</summary>
    public ITold? MergeLate(NodeId from, Begin begin, List<EncodedPacket> packets) =>
        UserName.TryCreate(begin.User, out var user, out _) && SuccessorOf(user, begin) is { } successor
            ? Merge(successor, user, from, begin, Missed(successor, begin, packets))
            : null;

    /// <summary>Another server has a copy of the session; null when it is not here any more.</summary>
    /// <param name="from">The other server.</param>
    /// <param name="begin">What it has.</param>
    /// <param name="packets">What came to the copy alone.</param>
    public ITold? MergeCopy(NodeId from, Begin begin, List<EncodedPacket> packets) =>
        UserName.TryCreate(begin.User, out var user, out _) && Find(begin.Pid) is { } known ? Merge(known, user, from, begin, packets)
            : null;

    /// <summary>A third server may have a copy, of what the other has given here too.</summary>
    private void NoteParted(Socket socket, Begin begin, List<EncodedPacket> packets)
    {
        if (!begin.MayBeElsewhere || SocketConnection.Of(socket) is not { } connection)
            return;
        connection.NoteParted(new CommonPast(begin.Before, packets));
        services.GetRequiredService<SessionCopies>().Ask(socket);
    }

    private Socket? Find(string pid) => Server.TryGetRecoverable(pid, out var socket) ? socket : null;

    /// <summary>The socket whose client asked for this session when it came.</summary>
    private Socket? SuccessorOf(UserName user, Begin begin) => services.GetRequiredService<ConnectionRegistry>().ConnectionsOf(user)
        .OfType<SocketConnection>().Select(static connection => connection.Socket)
        .FirstOrDefault(socket => socket.PrivateSessionId != begin.Pid && socket.Auth.GetString("pid") == begin.Pid);

    /// <summary>What came after the last event that the client had; nothing when that is not known.</summary>
    private static List<EncodedPacket> Missed(Socket successor, Begin begin, List<EncodedPacket> packets)
    {
        var offset = successor.Auth.GetString("offset");
        if (offset == begin.Before)
            return packets;
        var last = packets.FindIndex(packet => packet.Offset == offset);
        return last < 0 ? [] : packets[(last + 1)..];
    }

    /// <summary>The session is here already, and the other server did not know: only what came there meanwhile is new.</summary>
    private ITold? Merge(Socket socket, UserName user, NodeId from, Begin begin, List<EncodedPacket> packets)
    {
        if (socket.Data is not ChatSession session || session.User != user
            || Merge((SocketConnection)session.Connection, begin, packets) is not { } joining)
            return null;
        logger.Merged(user, from, packets.Count);
        return joining;
    }

    /// <summary>What came to a session elsewhere whose client has been here for a while; null when that is not so any more.</summary>
    public static ITold? Merge(SocketConnection connection, Begin begin, List<EncodedPacket> packets)
    {
        if (connection.Socket.Data is not ChatSession session || session.User is null)
            return null;
        var joining = connection.Join(out var told);
        joining.Had(connection.Socket.RecoveryLog);
        // What is late would come after what was sent since, and its sender knows that it may not come: should it be repeated, it is new
        // here.
        var late = begin.Late.ToHashSet(StringComparer.Ordinal);
        var notHad = packets.Where(IsLate).Select(static packet => MessageKey.Of(packet.Frame.Span)?.Value).ToHashSet();
        joining.Remember([.. begin.Had.Zip(begin.HadSeconds).Where(had => !notHad.Contains(had.First))]);
        foreach (var packet in packets)
        {
            if (IsLate(packet))
                joining.KeepPlace(packet);
            else
                joining.Tell(packet);
        }

        return told;

        bool IsLate(EncodedPacket packet) => late.Contains(packet.Offset!);
    }

    private static RecoverableSession SessionOf(Begin begin, List<EncodedPacket> packets) => new()
    {
        Pid = begin.Pid, Id = begin.Id, Namespace = "/", Before = begin.Before.Length > 0 ? begin.Before : null, Packets = packets,
        AwayFor = TimeSpan.FromMilliseconds(begin.AwayMs),
    };

    private void Watch(ChatSession session, Begin begin)
    {
        var names = new List<UserName>();
        foreach (var text in begin.Watched)
            if (UserName.TryCreate(text, out var name, out _))
                names.Add(name);
        if (names.Count > 0)
            watches.Watch(session.Connection, names);
    }

    private void Remember(UserName user, Begin begin)
    {
        foreach (var sent in begin.Sent)
            node.Remember(user, new MessageId(sent.Id), new DeliveryOutcome((int)sent.Delivered, (int)sent.Servers, []));
    }
}
