using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh;

/// <summary>
/// The rooms of this server's sockets, and the way to those of the other servers of the mesh: each that has members is told once, and does
/// the same for its own.
/// </summary>
internal sealed partial class MeshAdapter(Namespace ns, MeshRooms mesh) : InMemoryAdapter(ns)
{
    private const int Locks = 64;

    /// <summary>An hour: what others ask for does not stay for ever.</summary>
    private const uint MaxTimeoutMs = 60 * 60 * 1000;

    private readonly Lock[] _counting = [.. Enumerable.Range(0, Locks).Select(static _ => new Lock())];

    private bool _isClosed;

    /// <summary>The others first: their way is the longer one.</summary>
    public override ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return base.BroadcastAsync(packet, target);
        var turn = mesh.Sessions.Broadcasts.Enter();
        try
        {
            mesh.Broadcast(Namespace.Name, packet, target, PeersWith(target));
            return base.BroadcastAsync(packet, target); // it has ended, as in DeliverHere
        }
        finally
        {
            mesh.Sessions.Broadcasts.Exit(turn);
        }
    }

    public override ValueTask AnnounceAsync(IReadOnlyList<string> rooms) =>
        new(mesh.AnnounceAsync(Namespace.Name, rooms));

    public override ValueTask<ServersReached> JoinAsync(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        var change = new Change { Target = TargetCodec.Encode(target) };
        change.Join.AddRange(rooms);
        return ChangeAsync(target, change);
    }

    public override ValueTask<ServersReached> LeaveAsync(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        var change = new Change { Target = TargetCodec.Encode(target) };
        change.Leave.AddRange(rooms);
        return ChangeAsync(target, change);
    }

    public override ValueTask<ServersReached> DisconnectAsync(BroadcastTarget target, bool close) =>
        ChangeAsync(target, new Change { Target = TargetCodec.Encode(target), Disconnect = true, Close = close });

    public override async ValueTask<FetchedSockets> FetchSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return await base.FetchSocketsAsync(target, cancellation).ConfigureAwait(false);
        var asked = mesh.FetchAsync(Namespace.Name, target, PeersWith(target), cancellation); // the others look while this server does
        var local = await base.FetchSocketsAsync(target, cancellation).ConfigureAwait(false);
        var answers = await asked.ConfigureAwait(false);
        var remote = answers.Values.Select(each => new RemoteSocket(Namespace, each.Server.Value, each.Value));
        return new([.. local.Sockets, .. remote], answers.MissingNames);
    }

    public override async ValueTask<SocketCount> CountSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return await base.CountSocketsAsync(target, cancellation).ConfigureAwait(false);
        var answers = await mesh.CountAsync(Namespace.Name, target, PeersWith(target), rooms: false, cancellation).ConfigureAwait(false);
        return new(CountLocal(target) + (int)answers.Values.Sum(static each => each.Value.Sockets), answers.MissingNames);
    }

    public override async ValueTask<FetchedRooms> FetchRoomsAsync(CancellationToken cancellation = default)
    {
        var all = BroadcastTarget.All;
        var answers = await mesh.CountAsync(Namespace.Name, all, PeersWith(all), rooms: true, cancellation).ConfigureAwait(false);
        var rooms = LocalRooms();
        foreach (var (_, counts) in answers.Values)
        {
            foreach (var (room, members) in counts.Rooms.Zip(counts.Members))
                rooms[room] = rooms.GetValueOrDefault(room) + (int)members;
        }

        return new(rooms, answers.MissingNames);
    }

    public override async ValueTask<ServerAnswers<SocketIO.ServerAnswer>> EmitToServersAsync(
        ReadOnlyMemory<byte> utf8JsonArray, bool wantsAnswers)
    {
        var json = UnsafeByteOperations.UnsafeWrap(utf8JsonArray);
        if (!wantsAnswers)
        {
            var message = new RoomsMessage { Namespace = Namespace.Name, ServerEvent = new() { Json = json } };
            return new([], (await mesh.TellAsync(message).ConfigureAwait(false)).Missing);
        }

        var answers = await mesh.AskAsync(Namespace.Name, json).ConfigureAwait(false);
        var values = answers.Values.Select(static each => new SocketIO.ServerAnswer(each.Server.Value, each.Value));
        return new([.. values], answers.MissingNames);
    }

    public override async ValueTask<IReadOnlyList<string>> BroadcastWithAckAsync(
        EncodedPacket packet, BroadcastTarget target, TimeSpan timeout, IClientAnswers answers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return await base.BroadcastWithAckAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
        var question = new Question { Broadcast = BroadcastCodec.Encode(packet, target), TimeoutMs = Milliseconds(timeout) };
        var asked = mesh.AskClientsAsync(Namespace.Name, question, PeersWith(target), answers, timeout, cancellation);
        await AskLocalAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
        return [.. (await asked.ConfigureAwait(false)).Select(static peer => peer.Value)];
    }

    /// <summary>The count is read under a lock, so that the last who tells has the last count.</summary>
    protected override void OnMembersChanged(string room)
    {
        var key = RoomKey.Of(Namespace.Name, room);
        lock (_counting[(int)((uint)key.GetHashCode() % _counting.Length)])
        {
            if (!_isClosed)
                mesh.SetMembers(key, MembersOf(room));
        }
    }

    /// <summary>Another adapter may follow for the namespace, whose counts those that come late must not touch.</summary>
    public override void Close()
    {
        foreach (var each in _counting)
            each.Enter();
        _isClosed = true;
        foreach (var room in Rooms)
            mesh.SetMembers(RoomKey.Of(Namespace.Name, room), 0);
        foreach (var each in _counting)
            each.Exit();
    }

    /// <summary>Who is to be told: all, if one of the rooms may be a socket's own, which is in no list of rooms.</summary>
    private IReadOnlyList<NodeId> PeersWith(BroadcastTarget target) =>
        mesh.PeersWith(Namespace.Name, target, isEverywhere: target.Rooms.Any(HasFormOfId));

    /// <summary>Another server's question to the clients here.</summary>
    /// <returns>Whether it is one.</returns>
    internal bool TryAskHere(Question question, ClientsAnswer answer)
    {
        var (packet, target) = BroadcastCodec.Decode(question.Broadcast);
        var timeout = TimeSpan.FromMilliseconds(Math.Min(question.TimeoutMs, MaxTimeoutMs));
        if (!TryAskLocal(packet, target, timeout, answer, answer.Left, out var asking))
            return false;
        _ = answer.EndAfterAsync(asking);
        return true;
    }

    private static uint Milliseconds(TimeSpan timeout) =>
        timeout < TimeSpan.Zero ? MaxTimeoutMs : (uint)Math.Min(Math.Ceiling(timeout.TotalMilliseconds), MaxTimeoutMs);

    /// <summary>Another server's broadcast, for the sockets here.</summary>
    internal void DeliverHere(Broadcast broadcast)
    {
        var (packet, target) = BroadcastCodec.Decode(broadcast);
        _ = base.BroadcastAsync(packet, target).AsTask(); // it has ended: what goes into outboxes waits for nothing
    }

    /// <summary>Does to the sockets here what another server asks for: what the application may here, and nothing else.</summary>
    /// <returns>Whether it was that.</returns>
    internal bool TryApplyHere(Change change)
    {
        if (!change.Join.Concat(change.Leave).All(IsAllowed))
            return false;
        ApplyHere(change);
        return true;
    }

    private void ApplyHere(Change change)
    {
        var target = TargetCodec.Decode(change.Target);
        if (change.Join.Count > 0)
            JoinLocal(target, change.Join);
        if (change.Leave.Count > 0)
            LeaveLocal(target, change.Leave);
        if (change.Disconnect)
            DisconnectLocal(target, change.Close);
    }

    /// <summary>Another server's event for the handlers here.</summary>
    /// <returns>Whether it is one, and there was room for it.</returns>
    internal bool TryHandleHere(NodeId from, Wire.ServerEvent received)
    {
        var request = received.Request;
        Action<ReadOnlyMemory<byte>>? answer = request == 0 ? null : json => mesh.Answer(from, Namespace.Name, request, json);
        return ServerSideEvent.TryCreate(Namespace, from.Value, received.Json.Memory, answer) is { } created && TryHandle(created);
    }

    /// <summary>This server's part of a count.</summary>
    internal int CountHere(Target? target) => CountLocal(TargetCodec.Decode(target));

    /// <inheritdoc cref="CountHere"/>
    internal Dictionary<string, int> RoomsHere() => LocalRooms();

    /// <summary>This server's answer to another one.</summary>
    internal IEnumerable<SocketDescription> DescribeHere(Target? target) => DescribeLocal(TargetCodec.Decode(target));

    /// <summary>The others are told first, and the sockets here are changed at once: what this server emits next goes to who is meant then.
    /// </summary>
    private async ValueTask<ServersReached> ChangeAsync(BroadcastTarget target, Change change)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
        {
            ApplyHere(change);
            return ServersReached.One;
        }

        var others = mesh.ChangeAsync(Namespace.Name, change, PeersWith(target));
        ApplyHere(change);
        return await others.ConfigureAwait(false);
    }
}
