using Gossamer.SocketIO.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>Servers on one Redis, all in memory.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<SocketIOTestHost> _hosts = [];

    public FakeRedis Redis { get; } = new();

    public LogLines Log { get; } = new();

    public static async Task<Cluster> StartAsync(
        int count = 2,
        Action<SocketIOServer>? configure = null,
        Action<RedisAdapterOptions>? options = null,
        Action<SocketIOOptions>? server = null,
        TimeProvider? time = null)
    {
        var cluster = new Cluster();
        for (var n = 0; n < count; n++)
        {
            var host = new SocketIOTestHost(
                configure,
                services => services
                    .AddLogging(logging => logging.AddProvider(cluster.Log))
                    .AddSingleton(cluster.Redis.Connect())
                    .AddSocketIO(server ?? (static _ => { }))
                    .AddRedis("127.0.0.1:6379", options),
                time);
            cluster._hosts.Add(host);
            await host.Services.GetRequiredService<RedisRooms>().StartAsync();
        }

        return cluster;
    }

    public SocketIOServer this[int n] => _hosts[n].Server;

    public string UidOf(int n) => _hosts[n].Services.GetRequiredService<RedisRooms>().Uid;

    public RedisAdapter AdapterOf(int n, string ns = "/") => (RedisAdapter)_hosts[n].Server.Of(ns).Adapter;

    /// <summary>A client in these rooms.</summary>
    public async Task<SocketIOTestClient> JoinAsync(int n, string ns = "/", params string[] rooms)
    {
        var client = await _hosts[n].ConnectAsync(ns, cancellation: TestContext.Current.CancellationToken);
        if (rooms.Length > 0)
            SocketOf(n, client).Join(rooms);
        return client;
    }

    public Socket SocketOf(int n, SocketIOTestClient client) =>
        _hosts[n].Server.Of(client.Namespace).TryGetSocket(client.Id!, out var socket)
            ? socket
            : throw new InvalidOperationException("It is gone.");

    /// <summary>What the client has heard, after which everybody is told the end.</summary>
    public async Task<string[]> HeardAsync(SocketIOTestClient client)
    {
        await this[0].EmitAsync("end");
        await client.WaitForAsync("end", cancellation: TestContext.Current.CancellationToken);
        return [.. client.Received.Where(static each => each.Name != "end").Select(static each => each.Json)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }
}
