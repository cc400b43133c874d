using System.Diagnostics;
using Gossamer.SocketIO.Testing.Connections;
using Gossamer.SocketIO.Testing.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Testing;

/// <summary>
/// A <see cref="SocketIOServer"/> and clients of it in one process, without network: packets are encoded and decoded as on the wire, and
/// sessions, heartbeats and limits are the server's own. Either a server of the test's, or that of an application.
/// </summary>
/// <example>
/// <code>
/// await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On("add", (int a, int b) => a + b)));
/// var client = await host.ConnectAsync();
/// var sum = await client.EmitWithAckAsync&lt;int&gt;("add", 1, 2);
/// </code>
/// </example>
public sealed class SocketIOTestHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<TestConnection> _connections = [];
    private readonly ServiceProvider? _owned;
    private readonly RecentLog? _log;
    private Exception? _untold;

    /// <summary>
    /// A server of the test's own, which ends with the host. Hosted services are not started; the last warnings and errors that it
    /// logs are told when a wait fails.
    /// </summary>
    /// <param name="configure">Sets the server up, as the application does: its handlers and checks.</param>
    /// <param name="services">
    /// Adds what the handlers need, and options: <c>services => services.AddSocketIO(options => ...)</c>. <c>AddSocketIO</c> is called
    /// anyway.
    /// </param>
    /// <param name="time">The server's clock, a <c>FakeTimeProvider</c> say; null: the system's, unless one is among the services.</param>
    /// <param name="options">Bounds; null: the defaults.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option of the server is out of range.</exception>
    public SocketIOTestHost(
        Action<SocketIOServer>? configure = null,
        Action<IServiceCollection>? services = null,
        TimeProvider? time = null,
        SocketIOTestOptions? options = null)
    {
        var log = _log = new RecentLog();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(log));
        services?.Invoke(collection);
        if (time is not null)
            collection.AddSingleton(time);
        collection.AddSocketIO();
        _owned = collection.BuildServiceProvider(validateScopes: true);
        (Services, Options) = (_owned, options ?? new SocketIOTestOptions());
        Server = _owned.GetRequiredService<SocketIOServer>();
        configure?.Invoke(Server);
    }

    /// <summary>
    /// The server of an application: <c>app.Services</c>, or those of a <c>WebApplicationFactory</c>. The host ends its own clients and
    /// nothing else.
    /// </summary>
    /// <param name="services">Where <c>AddSocketIO</c> was called.</param>
    /// <param name="options">Bounds; null: the defaults.</param>
    /// <exception cref="InvalidOperationException">There is no <see cref="SocketIOServer"/> among them.</exception>
    public SocketIOTestHost(IServiceProvider services, SocketIOTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        (Services, Options) = (services, options ?? new SocketIOTestOptions());
        Server = services.GetRequiredService<SocketIOServer>();
    }

    /// <summary>The server.</summary>
    public SocketIOServer Server { get; }

    /// <summary>Where the server and what its handlers need come from.</summary>
    public IServiceProvider Services { get; }

    internal SocketIOTestOptions Options { get; }

    internal IReadOnlyList<string> LoggedLines => _log?.Lines ?? [];

    /// <summary>A client on a connection of its own, once the server has let it into a namespace, or refused it.</summary>
    /// <param name="ns">The namespace; a leading slash is added if missing.</param>
    /// <param name="auth">The client's <c>auth</c>: what is written as a JSON object; null: none.</param>
    /// <param name="request">The HTTP request of the connection; null: one that tells nothing.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The client. Being refused is no exception: <see cref="SocketIOTestClient.ConnectError"/> tells why.</returns>
    /// <exception cref="SocketIOTestException">The server did neither in time.</exception>
    public Task<SocketIOTestClient> ConnectAsync(
        string ns = "/", object? auth = null, SocketIOTestRequest? request = null, CancellationToken cancellation = default) =>
        new Manager(this, request ?? new SocketIOTestRequest()).ConnectAsync(ns, auth, cancellation);

    /// <summary>
    /// Advances the test's clock in steps of a second, or of <see cref="SocketIOOptions.PingInterval"/> if that is shorter, so that
    /// heartbeats are sent and answered on the way. One step that is longer than interval and time-out together (45 s) is to the server
    /// a pause of its process: it takes all clients for dead.
    /// </summary>
    /// <param name="time">By how much.</param>
    /// <param name="advance">The clock's method: <c>host.Advance(TimeSpan.FromHours(1), clock.Advance)</c>.</param>
    public void Advance(TimeSpan time, Action<TimeSpan> advance)
    {
        ArgumentNullException.ThrowIfNull(advance);
        var step = Server.Options.PingInterval < LongestStep ? Server.Options.PingInterval : LongestStep;
        for (var left = time; left > TimeSpan.Zero; left -= step)
            advance(left < step ? left : step);
    }

    /// <summary>Closes all clients' connections, and the server if it is the host's own.</summary>
    /// <exception cref="SocketIOTestException">A handler of a client threw, and no wait has told it.</exception>
    public async ValueTask DisposeAsync()
    {
        TestConnection[] connections;
        lock (_gate)
            connections = [.. _connections];
        foreach (var connection in connections)
            connection.Abandon();
        if (_owned is not null)
            await _owned.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _untold, null) is { } untold)
            throw SocketIOTestClient.HandlerFailed(untold);
    }

    internal void Add(TestConnection connection)
    {
        lock (_gate)
            _connections.Add(connection);
    }

    internal void Remove(TestConnection connection)
    {
        lock (_gate)
            _connections.Remove(connection);
    }

    /// <summary>A client's handler threw; whoever waits next is to hear of it, or the host's end tells.</summary>
    internal void OnHandlerFailed(Exception failure) => Interlocked.CompareExchange(ref _untold, failure, null);

    internal void OnFailureTold(Exception failure) => Interlocked.CompareExchange(ref _untold, null, failure);

    /// <summary>Awaits in real time, for as long as the options allow.</summary>
    /// <param name="task">What is awaited.</param>
    /// <param name="since">When the waiting began, by <see cref="Stopwatch"/>.</param>
    /// <param name="explain">What to say when it takes too long.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    internal async Task BoundAsync(Task task, long since, Func<string> explain, CancellationToken cancellation)
    {
        var left = Debugger.IsAttached ? Timeout.InfiniteTimeSpan : Options.WaitTimeout - Stopwatch.GetElapsedTime(since);
        try
        {
            await task.WaitAsync(left < TimeSpan.Zero && !Debugger.IsAttached ? TimeSpan.Zero : left, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new SocketIOTestException(explain());
        }
    }
}
