using Gossamer.Server.Faults;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Hosting;

/// <summary>
/// One site of the process through its lives: it runs until the process ends, and between two lives it may be stopped by hand.
/// <code>
/// Starting --> Running --> Stopping --> Stopped --> Starting ...
/// </code>
/// </summary>
/// <param name="first">Built, not started.</param>
/// <param name="error">Told in one line why it does not start again.</param>
internal sealed class SiteSwitch(HostedSite first, TextWriter error) : IServerSwitch, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1); // one life after the other
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServerState _state = ServerState.Starting;
    private bool _isOver;

    public HostedSite Site { get; private set; } = first;

    public ServerState State => _state;

    /// <summary>Done when it has ended by itself, not by hand.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Its first life.</summary>
    /// <returns>Null, or in one line why it cannot start.</returns>
    public async Task<string?> BeginAsync(CancellationToken stop)
    {
        try
        {
            await Site.App.StartAsync(stop);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException) // a port in use comes as the first
        {
            return StartFailure.Describe(Site, failure);
        }
        Site.App.Lifetime.ApplicationStopping.Register(() =>
        {
            if (_state == ServerState.Running)
                _ended.TrySetResult();
        });
        _state = ServerState.Running;
        return null;
    }

    public Task StopAsync() => TakeTurnAsync(ServerState.Running, async () =>
    {
        _state = ServerState.Stopping;
        try
        {
            await Site.Drain();
        }
        finally // whatever does not end in order ends all the same
        {
            await EndAsync(Site.App);
            _state = ServerState.Stopped;
        }
    });

    public Task StartAsync() => TakeTurnAsync(ServerState.Stopped, async () =>
    {
        _state = ServerState.Starting;
        if (await BeginAgainAsync() is not { } problem)
            return;
        await error.WriteLineAsync(problem);
        _state = ServerState.Stopped;
    });

    /// <summary>The process ends: after this nothing starts.</summary>
    public async Task EndAsync()
    {
        await _turn.WaitAsync();
        _isOver = true;
        if (_state != ServerState.Stopped)
            await EndAsync(Site.App);
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> BeginAgainAsync()
    {
        try
        {
            Site = Site.Again!();
            if (await BeginAsync(CancellationToken.None) is not { } problem)
                return null;
            await EndAsync(Site.App);
            return problem;
        }
        catch (Exception failure) // whatever it is, the other servers go on
        {
            return OneLine.Of($"{Site.Name} cannot start again: {failure.Message}");
        }
    }

    private async Task TakeTurnAsync(ServerState wanted, Func<Task> act)
    {
        await _turn.WaitAsync();
        try
        {
            if (_state == wanted && !_isOver)
                await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task EndAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is OperationCanceledException or AggregateException or InvalidOperationException)
        {
            // Not everything ended, or not within the time for it; what is left is cut off now.
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
