using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Diagnostics;

namespace Gossamer.SocketIO;

/// <content>Events to the client, its rooms and its answers.</content>
public sealed partial class Socket
{
    private PendingAcks? _pending;

    /// <summary>Everybody else in the namespace.</summary>
    public BroadcastOperator Broadcast => Namespace.Except(Id);

    /// <summary>The rooms that the socket is in, the one of its own id not among them.</summary>
    public IReadOnlyCollection<string> Rooms => Namespace.Adapter.RoomsOf(this);

    /// <summary>This socket's client, for events that are dropped when they cannot be sent at once.</summary>
    public BroadcastOperator Volatile => Namespace.To(Id).Local.Volatile;

    /// <inheritdoc cref="Broadcaster.Compress"/>
    public BroadcastOperator Compress(bool compress) => Namespace.To(Id).Local.Compress(compress);

    /// <summary>
    /// Puts the socket into rooms; they need not exist. Does nothing when the socket has ended. Each socket is in the room of its id, as in
    /// Socket.IO: put something before a name that a client chose (<c>"chat:" + name</c>), or it joins whatever socket it names.
    /// </summary>
    /// <exception cref="ArgumentException">A name is empty, or that of a hub's user.</exception>
    public void Join(params ReadOnlySpan<string> rooms)
    {
        foreach (var room in rooms)
        {
            ArgumentException.ThrowIfNullOrEmpty(room, nameof(rooms));
            Hubs.UserRooms.ThrowIfReserved(room);
            Namespace.Adapter.Join(this, room);
        }
    }

    /// <summary>
    /// <see cref="Join"/>, awaited: afterwards whatever any server of the adapter's emits to the rooms reaches this socket. Without
    /// awaiting that begins as soon as the other servers have heard of it.
    /// </summary>
    /// <returns>Ends when they have, or the adapter's time for it is over.</returns>
    /// <inheritdoc cref="Join"/>
    public ValueTask JoinAsync(params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        Join(rooms);
        return Namespace.Adapter.AnnounceAsync(rooms);
    }

    /// <summary>Takes the socket out of rooms.</summary>
    public void Leave(params ReadOnlySpan<string> rooms)
    {
        foreach (var room in rooms)
        {
            ArgumentException.ThrowIfNullOrEmpty(room, nameof(rooms));
            Namespace.Adapter.Leave(this, room);
        }
    }

    /// <summary>
    /// Takes the socket out of all rooms that it has joined. Unlike in Node its id stays a room of its own: an event to it still comes.
    /// </summary>
    public void LeaveAll() => Namespace.Adapter.LeaveAll(this);

    /// <summary>The members of these rooms, this socket excepted.</summary>
    public BroadcastOperator To(params ReadOnlySpan<string> rooms) => Namespace.To(rooms).Except(Id);

    /// <summary><see cref="To"/> by its other name.</summary>
    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params ReadOnlySpan<string> rooms) => To(rooms);

    /// <summary>Everybody else in the namespace, the members of these rooms excepted.</summary>
    public BroadcastOperator Except(params ReadOnlySpan<string> rooms) => Namespace.Except(Id).Except(rooms);

    /// <inheritdoc/>
    public override ValueTask EmitAsync(EncodedPacket packet, CancellationToken cancellation = default)
    {
        Send(packet);
        return WaitForRoomAsync(cancellation);
    }

    /// <summary>
    /// Puts a packet into the client's outbox. Never waits: see <see cref="WaitForRoomAsync"/>. While the client is away and may come back,
    /// a packet with an <see cref="EncodedPacket.Offset"/> is kept for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The packet is JSON text, and the server has another <see cref="SocketIOOptions.Parser"/>.
    /// </exception>
    /// <returns>
    /// False when the socket is gone, or its connection is closed by this call because a bound of its outbox was reached. Handlers of its
    /// end hear of that on another thread.
    /// </returns>
    public bool Send(EncodedPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        packet.ThrowUnlessFor(_server.Parser);
        return Send(packet, isVolatile: false);
    }

    /// <summary>
    /// This socket, for questions that wait that long for their answers, whatever <see cref="SocketIOOptions.AckTimeout"/> says:
    /// <code>
    /// await socket.Timeout(TimeSpan.FromSeconds(5)).EmitWithAckAsync&lt;bool&gt;("sure?", what);
    /// </code>
    /// </summary>
    /// <param name="timeout">How long to wait.</param>
    public SocketOperator Timeout(TimeSpan timeout) => new(this, timeout);

    /// <summary>Emits an event without arguments and waits for the client's answer.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(string name, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name), timeout: null, cancellation);

    /// <summary>Emits an event without arguments and waits for the client's answer.</summary>
    /// <typeparam name="TAnswer">
    /// The type of the answer's first argument; a tuple for several, one an item; <see cref="RawArguments"/> for all, unread.
    /// </typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="timeout">How long to wait; <see cref="SocketIOOptions.AckTimeout"/> if none is given.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows how to write an argument's type, or
    /// to read the answer's.</exception>
    /// <returns>The answer, or why there is none: being late or gone is no exception.</returns>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(string name, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name), timeout, cancellation);

    /// <summary>
    /// Emits an event with the arguments of another one, as they came, attachments included, and waits for the client's answer.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, RawArguments arguments, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, arguments), timeout: null, cancellation);

    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, RawArguments, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, RawArguments arguments, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, arguments), timeout, cancellation);

    internal async Task<AckResult<T>> AskAsync<T>(AckRequest<T> request, TimeSpan? timeout, CancellationToken cancellation)
    {
        var id = Namespace.NextAckId();
        var pending = new SingleAck<T>(request.Answer);
        using var activity = SocketIOActivities.StartAck(Namespace.Name, request.Name, Links);
        if (!TryAsk(id, request.Encode(id), pending))
        {
            activity.Fail(SocketIOActivities.ErrorType(AckOutcome.Disconnected));
            return new AckResult<T>(AckOutcome.Disconnected, default);
        }

        try
        {
            var result = await pending.WaitAsync(timeout ?? _server.Options.AckTimeout, _server.Time, cancellation).ConfigureAwait(false);
            if (result.Outcome != AckOutcome.Answered)
                activity.Fail(SocketIOActivities.ErrorType(result.Outcome));
            return result;
        }
        finally
        {
            Forget(id);
        }
    }

    internal bool TryAsk(long id, EncodedPacket packet, IPendingAck pending)
    {
        PendingAcks table;
        lock (_gate)
        {
            if (_client is null)
                return false;
            table = _pending ??= new PendingAcks(_server.Options.MaxPendingAcks, _server.Metrics);
        }

        if (!table.TryAdd(id, pending))
            return false;
        return Send(packet) || !table.Remove(id); // where it ended meanwhile, that was told already
    }

    internal void Forget(long id) => _pending?.Remove(id);

    internal void OnAck(long id, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments) =>
        _pending?.Answer(id, json, attachments);

    internal bool Send(EncodedPacket packet, bool isVolatile)
    {
        if (!TrySend(packet, isVolatile))
            return false;
        _server.Metrics.EventSent();
        if (_outgoing is { } outgoing)
            TellOutgoing(outgoing, packet);
        return true;
    }

    /// <summary>An acknowledgement of one of the client's events.</summary>
    internal void Answer(EncodedPacket packet) => TrySend(packet, isVolatile: false);

    private bool TrySend(EncodedPacket packet, bool isVolatile)
    {
        if (isVolatile)
            return Connected && _client?.SendVolatile(packet) == true;
        if (_server.Options.Recovery is not null && packet.Offset is not null)
            return SendRecoverable(packet);
        return Connected && _client is { } client && client.Send(packet);
    }
}
