namespace Gossamer.SocketIO;

/// <content>Asking for a sign of life.</content>
public sealed partial class Socket
{
    private static readonly TimeSpan MaxProbe = TimeSpan.FromDays(1);

    /// <summary>
    /// Asks whether the client is still there, sooner than the heartbeat would tell. A client of Engine.IO 4 (Socket.IO 3.x, 4.x) is
    /// sent a ping at once, unless one is unanswered already; one of Engine.IO 3 pings by itself, and is only listened to. The regular
    /// heartbeat goes on as it would.
    /// </summary>
    /// <param name="timeout">How long to wait for the sign; over zero, up to 1 day.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
    /// <returns>
    /// True as soon as any packet of the client's connection is read after the call, whatever its namespace; false when none was
    /// within the time, or the connection has ended. Nothing is read while an event of the connection waits for a bound
    /// (<see cref="SocketIOOptions.MaxWaitingEvents"/>): such a client seems silent.
    /// </returns>
    public Task<bool> ProbeAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, MaxProbe);
        return _client?.ProbeAsync(timeout, cancellation) ?? Task.FromResult(false);
    }
}
