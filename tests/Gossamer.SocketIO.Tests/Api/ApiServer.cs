using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Tests.Api;

/// <summary>A Socket.IO server on Kestrel, on a free port, with a clock that only moves when it is told to.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly List<Connection> _connections = [];

    private ApiServer(WebApplication app, ErrorLog errors, FakeTimeProvider time)
    {
        App = app;
        Errors = errors.Errors;
        Time = time;
        IO = app.Services.GetRequiredService<SocketIOServer>();
    }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public WebApplication App { get; }

    public SocketIOServer IO { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>What was logged as an error.</summary>
    public ConcurrentQueue<Exception?> Errors { get; }

    public Uri Url => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ApiServer> StartAsync(
        Action<SocketIOOptions>? options = null,
        Action<SocketIOServer>? configure = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        Action<WebApplication>? pipeline = null,
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var errors = new ErrorLog();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseSocketIO();
        }));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddCors();
        builder.Services.AddSocketIO(o =>
        {
            o.PingTimeoutV3 = o.PingTimeout; // so that a test need not ask which protocol it is
            options?.Invoke(o);
        });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        if (pipeline is not null)
            pipeline(app);
        else
            app.MapSocketIO();
        var server = new ApiServer(app, errors, time);
        configure?.Invoke(server.IO);
        await app.StartAsync(Cancelled);
        return server;
    }

    /// <summary>A connection that has joined no namespace yet (protocol 4: the main one, by itself).</summary>
    public async Task<Connection> OpenAsync(Dialect dialect, string query = "", Action<IConnectionOptions>? configure = null)
    {
        var connection = await Connection.OpenAsync(Url, dialect, query, configure);
        lock (_connections)
            _connections.Add(connection);
        return connection;
    }

    /// <summary>A connection that has joined a namespace.</summary>
    public async Task<Connection> JoinAsync(string ns = "/", string auth = "", Dialect? dialect = null)
    {
        var connection = await OpenAsync(dialect ?? Dialect.WebSocket);
        await connection.JoinAsync(ns, auth);
        return connection;
    }

    public Task<Connection> JoinAsync(Dialect dialect) => JoinAsync("/", "", dialect);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await App.StopAsync(limit.Token);
        await App.DisposeAsync();
    }
}
