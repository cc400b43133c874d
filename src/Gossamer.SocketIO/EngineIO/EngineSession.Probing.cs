namespace Gossamer.SocketIO.EngineIO;

/// <content>Probes of the client's liveness, beside the regular heartbeat.</content>
internal sealed partial class EngineSession
{
    private TaskCompletionSource<bool>? _probe; // shared by all who probe at a time; null while nobody does

    /// <summary>
    /// Whether any packet comes from the client within a time, beginning now. In revision 4 it is pinged for that, unless a ping is
    /// unanswered already; in revision 3 the client pings.
    /// </summary>
    /// <returns>False when none came, or the session has ended.</returns>
    public async Task<bool> ProbeAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        Task<bool> sign;
        lock (_gate)
        {
            if (_closed)
                return false;
            var probe = _probe ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            sign = probe.Task; // a packet may end it, and clear the field, at any moment
        }

        if (_heartbeat.TryPing())
            SendPing();
        try
        {
            return await sign.WaitAsync(timeout, Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void EndProbes(bool isAlive)
    {
        if (Volatile.Read(ref _probe) is not null)
            Interlocked.Exchange(ref _probe, null)?.TrySetResult(isAlive);
    }
}
