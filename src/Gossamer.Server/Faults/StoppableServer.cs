namespace Gossamer.Server.Faults;

/// <summary>A server that, when it was stopped by hand, starts again by hand or by itself.</summary>
/// <param name="server">The server.</param>
/// <param name="healAfter">How long it is stopped at most.</param>
/// <param name="time">The clock.</param>
internal sealed class StoppableServer(IServerSwitch server, TimeSpan healAfter, TimeProvider time)
{
    private Restart? _restart;

    public ServerState State => server.State;

    /// <summary>In how long it starts by itself; null: it is not to.</summary>
    public TimeSpan? StartsIn => Volatile.Read(ref _restart) is { } restart ? healAfter - time.GetElapsedTime(restart.Since) : null;

    public void Stop()
    {
        Plan(new Restart(time.CreateTimer(_ => Start(), null, healAfter, Timeout.InfiniteTimeSpan), time.GetTimestamp()));
        _ = server.StopAsync();
    }

    public void Start()
    {
        Plan(null);
        _ = server.StartAsync();
    }

    private void Plan(Restart? restart) => Interlocked.Exchange(ref _restart, restart)?.Timer.Dispose();

    private sealed record Restart(ITimer Timer, long Since);
}
