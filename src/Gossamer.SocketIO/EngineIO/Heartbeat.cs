namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Watches over a session's life. A sign of life is due within pingInterval + pingTimeout of the last one: in revision 4 the
/// pong that answers the server's ping, in revision 3 any packet (the client pings). One timer a session, moved seldom:
/// in revision 3 a sign of life only notes the time.
/// </summary>
internal sealed class Heartbeat
{
    private readonly EngineSession _session;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _lastSign;
    private bool _pinged;
    private bool _stopped;

    public Heartbeat(EngineSession session, EngineOptions options, TimeProvider time)
    {
        _session = session;
        _options = options;
        _time = time;
        _lastSign = time.GetTimestamp();
        _timer = CreateTimer();
    }

    /// <summary>Not before the session is complete: the timer may be due at once.</summary>
    public void Start() => _timer.Change(FirstDue, Timeout.InfiniteTimeSpan);

    /// <summary>True from the very moment the time is over, even when the timer is late.</summary>
    public bool IsExpired => _time.GetElapsedTime(Volatile.Read(ref _lastSign)) >= _options.SilenceLimit;

    public TimeSpan SilentFor => _time.GetElapsedTime(Volatile.Read(ref _lastSign));

    private bool ServerPings => _session.Protocol == EngineProtocol.V4;

    private TimeSpan FirstDue => ServerPings ? _options.PingInterval : _options.SilenceLimit;

    public void OnPacket(EnginePacketType type)
    {
        if (!ServerPings)
        {
            Volatile.Write(ref _lastSign, _time.GetTimestamp());
            return;
        }

        if (type != EnginePacketType.Pong)
            return;
        lock (_gate)
        {
            if (_stopped)
                return;
            _pinged = false;
            Volatile.Write(ref _lastSign, _time.GetTimestamp());
            _timer.Change(_options.PingInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// For a ping ahead of its time. It counts as the regular one, so that never more than one is unanswered; when the next is due,
    /// and the session's end, stay as they are until its pong moves them.
    /// </summary>
    /// <returns>Whether to send it: false when one is unanswered, or the client is the one that pings.</returns>
    public bool TryPing()
    {
        lock (_gate)
        {
            if (!ServerPings || _pinged || _stopped)
                return false;
            _pinged = true;
            return true;
        }
    }

    public void Stop()
    {
        lock (_gate)
            _stopped = true;
        _timer.Dispose();
    }

    /// <summary>
    /// The timer lives as long as the session: it must not keep the context of the request that opened it (its trace, its log scopes).
    /// </summary>
    private ITimer CreateTimer()
    {
        var suppressing = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        try
        {
            return _time.CreateTimer(
                static state => ((Heartbeat)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            suppressing?.Undo();
        }
    }

    private void OnDue()
    {
        if (!Advance(out var ping))
            _session.Close(CloseReason.PingTimeout);
        else if (ping)
            _session.Send(EngineFrame.Ping);
    }

    /// <returns>False when the session's time is over.</returns>
    private bool Advance(out bool ping)
    {
        lock (_gate)
        {
            ping = false;
            if (_stopped)
                return true;
            var left = _options.SilenceLimit - _time.GetElapsedTime(_lastSign);
            if (left <= TimeSpan.Zero)
                return false;

            ping = ServerPings && !_pinged;
            _pinged |= ping;
            // Timers count whole milliseconds and round down: without the extra one the last wait could be zero for a while.
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            return true;
        }
    }
}
