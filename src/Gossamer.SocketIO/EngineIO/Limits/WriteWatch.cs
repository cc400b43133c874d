using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// Watches a write that waits for the client. That the write has not ended does not tell that nothing moves: Linux lets more be written
/// only when a third of the socket's buffer is free again, which is 2 MB of 6 MB, and half a minute for a client that takes 64 KB a second.
/// So where the system tells, it is asked how much the client has confirmed, a few times in the time allowed.
/// </summary>
internal sealed class WriteWatch : IDisposable
{
    public const int Checks = 4;

    private readonly Watchdog _watchdog;
    private readonly Action _onStalled;
    private TcpSocket? _socket;
    private long _acknowledged;
    private int _idleChecks;

    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long nothing may move.</param>
    /// <param name="onStalled">Called once nothing has moved for so long, or up to a quarter longer.</param>
    public WriteWatch(TimeProvider time, TimeSpan timeout, Action onStalled)
    {
        _onStalled = onStalled;
        _watchdog = new Watchdog(time, timeout / Checks, IsStalled);
    }

    /// <summary>How much the client has confirmed by now; 0 where the system does not tell.</summary>
    public long AcknowledgedBytes => TcpProgress.AcknowledgedBytes(_socket);

    /// <param name="socket">What is written to; null: it is not known, and only the write's end shows that something moves.</param>
    public void Begin(TcpSocket? socket)
    {
        _socket = socket;
        Volatile.Write(ref _acknowledged, TcpProgress.AcknowledgedBytes(socket));
        Volatile.Write(ref _idleChecks, 0);
        _watchdog.Begin();
    }

    public void End() => _watchdog.End();

    public void Dispose() => _watchdog.Dispose();

    private bool IsStalled()
    {
        var acknowledged = TcpProgress.AcknowledgedBytes(_socket);
        if (Interlocked.Exchange(ref _acknowledged, acknowledged) != acknowledged)
            Volatile.Write(ref _idleChecks, 0);
        else if (Interlocked.Increment(ref _idleChecks) >= Checks)
        {
            _onStalled();
            return true;
        }

        return false;
    }
}
