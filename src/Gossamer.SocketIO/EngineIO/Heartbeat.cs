using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Watches over a session's life. A sign of life is due within pingInterval + pingTimeout of the last one. Any packet is one: the pong
/// that answers the server's ping (revision 4), the client's ping (revision 3), a message. One timer a session, moved seldom: most signs
/// are only noted, and the clock is read once for all packets that arrived together. In revision 4 nothing counts while a ping waits to be
/// written, and a pong that nobody asked for never does: a client that reads nothing cannot hold out by what it sends. One that takes what
/// stands before the ping is there, however long that is.
/// <code>
/// None --due--> Queued --a transport takes it--> Taken --written--> Written --pong--> None
///                                                  a pong meanwhile counts when it is written: the client may be faster than the writer
/// </code>
/// </summary>
internal sealed class Heartbeat
{
    private readonly EngineSession _session;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _lastSign;
    private volatile bool _hasNewSign; // since the clock was read for the last one
    private volatile PingState _ping;
    private bool _hasEarlyPong;
    private long _progress; // of the session, when it was last looked at while a ping waits
    private int _holds;
    private bool _stopped;

    public Heartbeat(EngineSession session, EngineOptions options, TimeProvider time)
    {
        _session = session;
        _options = options;
        _time = time;
        _lastSign = time.GetTimestamp();
        _timer = LastingTimer.Create(time, static state => ((Heartbeat)state!).OnDue(), this);
    }

    private enum PingState : byte
    {
        None,
        Queued,
        Taken,
        Written,
    }

    /// <summary>Not before the session is complete: the timer may be due at once.</summary>
    public void Start() => _timer.Change(FirstDue, Timeout.InfiniteTimeSpan);

    /// <summary>True from the very moment the time is over, even when the timer is late.</summary>
    public bool IsExpired => !IsHeld && SilentFor >= _session.SilenceLimit && !TryExcuseForProgress();

    public TimeSpan SilentFor => _hasNewSign ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _lastSign));

    /// <summary>No ping waits to be written.</summary>
    private bool CanCount => _ping is PingState.None or PingState.Written;

    private bool ServerPings => _session.Protocol == EngineProtocol.V4;

    private TimeSpan FirstDue => ServerPings ? _options.PingInterval : _session.SilenceLimit;

    public void OnPacket(EnginePacketType type)
    {
        if (!ServerPings || (type != EnginePacketType.Pong && CanCount))
            _hasNewSign = true;
        if (ServerPings && type == EnginePacketType.Pong)
            OnPongReceived();
    }

    /// <summary>What had arrived has been handled: the silence begins, if there was a sign of life.</summary>
    public void OnArrivedHandled()
    {
        if (!_hasNewSign)
            return;
        Excuse();
        _hasNewSign = false;
    }

    /// <summary>A transport is about to write the ping.</summary>
    public void OnPingTaken()
    {
        lock (_gate)
            (_ping, _hasEarlyPong, _progress) = (PingState.Taken, false, _session.Progress);
    }

    /// <summary>The ping is written.</summary>
    public void OnPingWritten()
    {
        lock (_gate)
        {
            _ping = PingState.Written;
            if (_hasEarlyPong)
                OnPong();
        }
    }

    /// <summary>The client was not read from for a while: that it was silent is not its fault.</summary>
    public void Excuse() => Volatile.Write(ref _lastSign, _time.GetTimestamp());

    /// <summary>The client is not read from.</summary>
    public bool IsHeld => Volatile.Read(ref _holds) > 0;

    /// <summary>From here to <see cref="Release"/> the client is not read from.</summary>
    public void Hold() => Interlocked.Increment(ref _holds);

    public void Release()
    {
        Excuse();
        Interlocked.Decrement(ref _holds);
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
            if (!ServerPings || _ping != PingState.None || _stopped)
                return false;
            SetQueued();
            return true;
        }
    }

    public void Stop()
    {
        lock (_gate)
            _stopped = true;
        _timer.Dispose();
    }

    private void OnPongReceived()
    {
        lock (_gate)
        {
            if (_ping == PingState.Written)
                OnPong();
            else
                _hasEarlyPong |= _ping == PingState.Taken;
        }
    }

    private void OnPong()
    {
        if (_stopped)
            return;
        (_ping, _hasEarlyPong) = (PingState.None, false);
        Volatile.Write(ref _lastSign, _time.GetTimestamp());
        _timer.Change(_options.PingInterval, Timeout.InfiniteTimeSpan);
    }

    private void OnDue()
    {
        if (!Advance(out var ping))
            _session.Close(CloseReason.PingTimeout);
        else if (ping)
            _session.SendPing();
    }

    /// <returns>False when the session's time is over.</returns>
    private bool Advance(out bool ping)
    {
        lock (_gate)
        {
            ping = false;
            if (_stopped)
                return true;
            var left = _session.SilenceLimit - (IsHeld ? TimeSpan.Zero : SilentFor);
            if (left <= TimeSpan.Zero)
            {
                if (!TryExcuseForProgress())
                    return false;
                left = _session.SilenceLimit;
            }

            ping = ServerPings && _ping == PingState.None;
            if (ping)
                SetQueued();
            // Timers count whole milliseconds and round down: without the extra one the last wait could be zero for a while.
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    private void SetQueued() => (_ping, _progress) = (PingState.Queued, _session.Progress);

    /// <summary>The ping stands behind more than the client could take in the time, and it does take it.</summary>
    private bool TryExcuseForProgress()
    {
        lock (_gate)
        {
            var progress = _session.Progress;
            if (CanCount || progress == _progress)
                return false;
            _progress = progress;
            Excuse();
            return true;
        }
    }
}
