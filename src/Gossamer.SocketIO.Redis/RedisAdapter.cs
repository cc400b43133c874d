using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Redis.PubSub;
using Gossamer.SocketIO.Redis.Requests;
using Gossamer.SocketIO.Redis.Wire;

namespace Gossamer.SocketIO.Redis;

/// <summary>
/// The rooms of this server's sockets, and the way to those of all other servers by Redis: each hears what is published, and does the same
/// for its own. As <c>@socket.io/redis-adapter</c> 8.x does it, so that servers of Node are among them.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle.")]
internal sealed partial class RedisAdapter : InMemoryAdapter
{
    private readonly RedisRooms _rooms;
    private readonly Channels _channels;
    private readonly Lock _gate = new();
    private Task<ISubscription[]>? _subscriptions;
    private bool _isClosed;
    private int _answering;

    public RedisAdapter(Namespace ns, RedisRooms rooms)
        : base(ns)
    {
        _rooms = rooms;
        _channels = new(rooms.Options.Key, ns.Name, rooms.Uid);
    }

    /// <summary>
    /// Subscribes. The channel of requests is heard by the pattern; by its name, servers are counted, and so it is the last.
    /// </summary>
    public Task OpenAsync()
    {
        lock (_gate)
        {
            if (_isClosed)
                return Task.CompletedTask;
            return _subscriptions ??= _rooms.SubscribeAsync(
                [
                    (_channels.Pattern, true, OnMessage),
                    (_channels.Response, false, OnResponse),
                    (_channels.OwnResponse, false, OnResponse),
                    (_channels.Request, false, static (_, _) => { }),
                ]);
        }
    }

    /// <summary>The namespace is no more: other servers need not count this one.</summary>
    public override void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_subscriptions is not null)
                _ = UnsubscribeAsync(_subscriptions);
        }
    }

    /// <summary>The others first: their way is the longer one.</summary>
    public override ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(target);
        if (!target.Local)
            Publish(packet, target);
        return base.BroadcastAsync(packet, target);
    }

    public override ValueTask<ServersReached> JoinAsync(BroadcastTarget target, IReadOnlyList<string> rooms) => ChangeAsync(
        target, () => RequestCodec.Rooms(_rooms.Uid, RequestType.RemoteJoin, target, rooms), () => JoinLocal(target, rooms));

    public override ValueTask<ServersReached> LeaveAsync(BroadcastTarget target, IReadOnlyList<string> rooms) => ChangeAsync(
        target, () => RequestCodec.Rooms(_rooms.Uid, RequestType.RemoteLeave, target, rooms), () => LeaveLocal(target, rooms));

    public override ValueTask<ServersReached> DisconnectAsync(BroadcastTarget target, bool close) => ChangeAsync(
        target, () => RequestCodec.Disconnect(_rooms.Uid, target, close), () => DisconnectLocal(target, close));

    public override async ValueTask<FetchedSockets> FetchSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return await base.FetchSocketsAsync(target, cancellation).ConfigureAwait(false);
        var asked = AskAsync(_rooms.Fetches, id => RequestCodec.Fetch(_rooms.Uid, id, target), cancellation);
        var local = await base.FetchSocketsAsync(target, cancellation).ConfigureAwait(false);
        var answers = await asked.ConfigureAwait(false);
        var remote = answers.Values.Select(each => new RemoteSocket(Namespace, each.Server, each.Value));
        return new([.. local.Sockets, .. remote], answers.MissingNames);
    }

    /// <summary>Servers of Node tell how many sockets they have in all, or which; so the sockets are fetched and counted.</summary>
    public override async ValueTask<SocketCount> CountSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default)
    {
        var fetched = await FetchSocketsAsync(target, cancellation).ConfigureAwait(false);
        return new(fetched.Sockets.Count, fetched.Missing);
    }

    /// <inheritdoc cref="CountSocketsAsync"/>
    public override async ValueTask<FetchedRooms> FetchRoomsAsync(CancellationToken cancellation = default)
    {
        var fetched = await FetchSocketsAsync(BroadcastTarget.All, cancellation).ConfigureAwait(false);
        var rooms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var socket in fetched.Sockets)
        {
            foreach (var room in socket.Rooms.Where(room => room != socket.Id)) // which Node counts among the socket's rooms
                rooms[room] = rooms.GetValueOrDefault(room) + 1;
        }

        return new(rooms, fetched.Missing);
    }

    public override async ValueTask<ServerAnswers<ServerAnswer>> EmitToServersAsync(ReadOnlyMemory<byte> utf8JsonArray, bool wantsAnswers)
    {
        if (!wantsAnswers)
        {
            var told = await PublishRequestAsync(RequestCodec.ServerSideEmit(_rooms.Uid, id: null, utf8JsonArray)).ConfigureAwait(false);
            return new([], told is null ? [ServerNames.Redis] : []);
        }

        var answers = await AskAsync(
            _rooms.Questions,
            id => RequestCodec.ServerSideEmit(_rooms.Uid, id, utf8JsonArray),
            CancellationToken.None).ConfigureAwait(false);
        return new([.. answers.Values.Select(static each => new ServerAnswer(each.Server, each.Value))], answers.MissingNames);
    }

    private static async Task UnsubscribeAsync(Task<ISubscription[]> subscriptions)
    {
        try
        {
            foreach (var subscription in (await subscriptions.ConfigureAwait(false)).Reverse()) // first, not to be counted any more
                await subscription.UnsubscribeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.AreOfRedis(e))
        {
            // Redis has forgotten it with the connection
        }
    }

    private void Publish(EncodedPacket packet, BroadcastTarget target)
    {
        var message = PacketCodec.TryRead(packet, Namespace.Server.Parser, out var json, out var attachments)
            ? BroadcastCodec.Encode(_rooms.Uid, new(Namespace.Name, json, attachments, target))
            : null;
        if (message is null)
        {
            _rooms.NoEvent(Namespace.Name);
            return;
        }

        var channel = target.OnlyRoom is { } room ? _channels.BroadcastTo(room) : _channels.Broadcast;
        _ = _rooms.PublishAsync(Namespace.Name, channel, message);
    }

    private Task<long?> PublishRequestAsync(byte[] request) => _rooms.PublishAsync(Namespace.Name, _channels.Request, request);

    /// <summary>
    /// The others are told first, and the sockets here are changed at once, Redis or not: what this server emits next goes to who is meant
    /// then. Nobody answers; Redis says how many heard it.
    /// </summary>
    private async ValueTask<ServersReached> ChangeAsync(BroadcastTarget target, Func<byte[]> request, Action changeHere)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
        {
            changeHere();
            return ServersReached.One;
        }

        var publishing = PublishRequestAsync(request());
        var counting = _rooms.CountOthersAsync(_channels.Request); // who publishes is told twice of each that subscribed by two ways
        changeHere();
        return await publishing.ConfigureAwait(false) is not null && await counting.ConfigureAwait(false) is { } others
            ? new((int)Math.Min(1 + others, int.MaxValue), [])
            : new(1, [ServerNames.Redis]);
    }

    private async Task<Answers<RemoteAnswer<T>>> AskAsync<T>(
        PendingRequests<Pending<RemoteAnswer<T>>> requests, Func<string, byte[]> question, CancellationToken cancellation)
    {
        if (await _rooms.CountOthersAsync(_channels.Request).WaitAsync(cancellation).ConfigureAwait(false) is not { } others)
            return new([], Missing: -1);
        if (others == 0 || requests.TryBegin(id => new(id, others)) is not { } request)
            return new([], others);
        if (await PublishRequestAsync(question(request.Id)).ConfigureAwait(false) is null)
        {
            requests.Forget(request);
            return new([], Missing: -1);
        }

        await requests.WaitAsync(request, _rooms.Options.RequestTimeout, cancellation).ConfigureAwait(false);
        return request.Answers;
    }
}
