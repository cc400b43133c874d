using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// One Engine.IO session: its outbox, its heartbeat, the transport of the moment, its end.
/// <code>
/// Open --Close(reason)--> Closed          the one way to end a session, whoever ends it; the first reason stays
/// </code>
/// Received packets come in through <see cref="ReceiveAsync"/>, one at a time; frames go out through <see cref="Send(in EngineFrame)"/>.
/// </summary>
internal sealed partial class EngineSession
{
    private readonly EngineOptions _options;
    private readonly EngineSessions _table;
    private readonly Lock _gate = new();
    private readonly Heartbeat _heartbeat;
    private IEngineHandler? _handler;
    private IEngineTransport? _transport;
    private Outbox _outbox;
    private bool _pingWaits; // in the outbox
    private bool _closed;

    public EngineSession(string id, EngineProtocol protocol, EngineOptions options, EngineSessions table, TimeProvider time)
    {
        Id = id;
        Protocol = protocol;
        _options = options;
        _table = table;
        _memory = table.Memory;
        Time = time;
        _heartbeat = new Heartbeat(this, options, time);
    }

    public string Id { get; }

    public EngineProtocol Protocol { get; }

    /// <summary>Where its handshake came from.</summary>
    public required AddressQuota Address { get; init; }

    /// <summary>Its place among those from whose clients nothing has come yet; null: something has.</summary>
    public LinkedListNode<(EngineSession Session, long Since)>? Pending { get; set; }

    public EngineOptions Options => _options;

    public TimeProvider Time { get; }

    /// <summary>Why the session ended; meaningful once <see cref="IsClosed"/>.</summary>
    public CloseReason Reason { get; private set; }

    public bool IsClosed => Volatile.Read(ref _closed);

    public IEngineTransport? Transport => Volatile.Read(ref _transport);

    /// <summary>The upgrade in progress, if any. Polls are answered at once while there is one.</summary>
    public UpgradeGate Upgrade { get; } = new();

    /// <inheritdoc cref="IEngineHandler.TextIsJson"/>
    public bool TextIsJson => _handler?.TextIsJson == true;

    /// <summary>Nothing waits already.</summary>
    public bool IsWritable
    {
        get
        {
            lock (_gate)
                return !_closed && _outbox.IsEmpty;
        }
    }

    /// <summary>What waits to be taken by the transport.</summary>
    public long WaitingBytes
    {
        get
        {
            lock (_gate)
                return _outbox.Bytes;
        }
    }

    /// <summary>After this much silence it is dead.</summary>
    public TimeSpan SilenceLimit => _options.SilenceLimitOf(Protocol);

    /// <summary>How long the last sign of life is ago.</summary>
    public TimeSpan SilentFor => _heartbeat.SilentFor;

    /// <summary>Begins to watch over the session, once it is where its end will look for it.</summary>
    public void Start() => _heartbeat.Start();

    /// <summary>
    /// Makes the session one of <paramref name="transport"/> and <paramref name="handler"/>. When it has ended already (the server
    /// may stop during a WebSocket's handshake) the transport is closed and the handler never hears of it.
    /// </summary>
    public void Open(IEngineTransport transport, IEngineHandler handler)
    {
        lock (_gate)
        {
            if (!_closed)
                (_transport, _handler) = (transport, handler);
        }

        if (_handler is null)
        {
            transport.Close(Reason);
            return;
        }

        CountOpened(transport.Kind);
        if (transport.Kind == SocketIOTransports.WebSocket)
            OnContinued();
        Send(OpenPacket.Encode(this, transport.Kind));
        handler.OnOpen();
    }

    /// <summary>Puts a frame into the outbox. False when the session has ended, or ends now because its outbox is full.</summary>
    public bool Send(in EngineFrame frame) => Send(new ReadOnlySpan<EngineFrame>(in frame));

    /// <summary>Like <see cref="Send(in EngineFrame)"/> for frames that must stay together: a packet and its attachments.</summary>
    public bool Send(ReadOnlySpan<EngineFrame> frames)
    {
        var result = TrySend(frames);
        if (result == SendResult.Full)
            Close(CloseReason.OutboxFull);
        return result == SendResult.Sent;
    }

    /// <summary>
    /// Like <see cref="Send(ReadOnlySpan{EngineFrame})"/>, but a full outbox is only told: for callers with a lock, under which the end
    /// of the session must not be handled. They close it afterwards.
    /// </summary>
    public SendResult TrySend(ReadOnlySpan<EngineFrame> frames) => TrySend(frames, isPing: false);

    /// <summary>The heartbeat's ping.</summary>
    public void SendPing()
    {
        if (TrySend([EngineFrame.Ping], isPing: true) == SendResult.Full)
            Close(CloseReason.OutboxFull);
    }

    /// <summary>All that waits, for the transport that asks, as long as it is the session's transport.</summary>
    public bool TryTake(IEngineTransport asker, out OutboxBatch batch)
    {
        lock (_gate)
        {
            if (_outbox.IsEmpty || !ReferenceEquals(_transport, asker))
            {
                batch = default;
                return false;
            }

            batch = _outbox.TakeAll(this) with { HasPing = _pingWaits };
            _pingWaits = false;
            OnTaken(batch);
        }

        if (batch.HasPing)
            _heartbeat.OnPingTaken();
        return true;
    }

    public bool HasWaiting(IEngineTransport asker)
    {
        lock (_gate)
            return !_outbox.IsEmpty && ReferenceEquals(_transport, asker);
    }

    /// <summary>Ends the session when its time is over, even if the timer is late to say so.</summary>
    public bool CloseIfExpired()
    {
        if (_heartbeat.IsExpired)
            Close(CloseReason.PingTimeout);
        return IsClosed;
    }

    /// <summary>To be followed by <see cref="OnArrivedHandled"/>, once for all packets that arrived together.</summary>
    /// <param name="packet">What came.</param>
    /// <param name="charged">Bytes of it for which <see cref="ChargeAsync"/> has been called.</param>
    public ValueTask ReceiveAsync(in EnginePacket packet, int charged = 0)
    {
        _table.Metrics?.Received(packet.Data.Length);
        return _rates.TryTake(Math.Max(0, packet.Data.Length - charged)) ? HandleAsync(packet) : HandleAsync(packet, _rates.Draw(this));
    }

    /// <inheritdoc cref="Heartbeat.OnArrivedHandled"/>
    public void OnArrivedHandled() => _heartbeat.OnArrivedHandled();

    /// <summary>
    /// For the handler, in the midst of a message: it keeps the message's data. The transport leaves the receive buffer to it and takes
    /// another one, so that nothing is copied.
    /// </summary>
    public void KeepData() => KeepsData = true;

    /// <summary>Whether that has been called, as long as the transport has not left its buffer.</summary>
    public bool KeepsData { get; private set; }

    /// <summary>For transports, behind each <see cref="ReceiveAsync"/>: whether the receive buffer is the handler's now.</summary>
    public bool TakeKeepsData()
    {
        var keepsData = KeepsData;
        if (keepsData)
            KeepsData = false;
        return keepsData;
    }

    private ValueTask HandleAsync(in EnginePacket packet)
    {
        if (IsClosed)
            return ValueTask.CompletedTask;
        _heartbeat.OnPacket(packet.Type);
        LeavePending(packet.Type);
        EndProbes(isAlive: true);
        switch (packet.Type)
        {
            case EnginePacketType.Message:
                var handling = _handler!.OnMessageAsync(packet.Data, packet.IsBinary);
                return handling.IsCompletedSuccessfully ? handling : HoldAsync(handling);
            case EnginePacketType.Ping when Protocol == EngineProtocol.V3:
                Send(EngineFrame.PongTo(packet.Data.Span));
                break;
            case EnginePacketType.Pong when Protocol == EngineProtocol.V4:
            case EnginePacketType.Noop:
                break;
            case EnginePacketType.Close:
                Close(CloseReason.TransportClose);
                break;
            default:
                Close(CloseReason.ParseError);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Ends the session. Only the first call counts; see <see cref="CloseReason"/> for the catalogue. The handler hears of it before this
    /// returns, but of a full outbox on another thread: whoever sends may hold locks that the end of a session takes.
    /// </summary>
    public void Close(CloseReason reason)
    {
        IEngineTransport? transport;
        long released;
        lock (_gate)
        {
            if (_closed)
                return;
            Reason = reason;
            Volatile.Write(ref _closed, true);
            transport = _transport;
            HoldsInput = _keptBytes > LargestKeptHandshake;
            released = ReleaseKept() + (reason.IsGraceful() ? 0 : ReleaseOutbox());
            MakeRoom(); // for nothing: nobody has to wait any more
        }

        _memory.Add(-released);
        CountClosed(transport);
        _heartbeat.Stop();
        EndPause();
        Volatile.Read(ref _writeWatch)?.Dispose();
        EndProbes(isAlive: false);
        _table.OnClosed(this);
        transport?.Close(reason);
        EndRequests();
        if (reason is CloseReason.OutboxFull)
            ThreadPool.UnsafeQueueUserWorkItem(static session => session._handler?.OnClosed(session.Reason), this, preferLocal: false);
        else
            _handler?.OnClosed(reason);
    }

    private SendResult TrySend(ReadOnlySpan<EngineFrame> frames, bool isPing)
    {
        IEngineTransport? transport;
        bool isQueued;
        long held;
        lock (_gate)
        {
            if (_closed)
                return SendResult.Gone;
            isQueued = TryQueue(frames, out held);
            _pingWaits |= isPing && isQueued;
            transport = _transport;
        }

        if (!isQueued)
            return SendResult.Full;
        _memory.Add(held);
        transport?.Wake();
        return SendResult.Sent;
    }
}
