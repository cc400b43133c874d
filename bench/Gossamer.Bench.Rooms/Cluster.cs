using System.Globalization;
using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Rooms;

/// <summary>Four servers of a kind, and what they need between them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Gossamer = "gossamer";
    public const string SignalR = "signalr";

    private readonly ServerProcess[] _servers;
    private readonly BrokerProcess? _redis;

    private Cluster(string name, Protocol protocol, ServerProcess[] servers, BrokerProcess? redis = null) =>
        (Name, Protocol, _servers, _redis) = (name, protocol, servers, redis);

    public string Name { get; }

    public Protocol Protocol { get; }

    public IPEndPoint this[int server] => _servers[server].EndPoint;

    /// <summary>User and system time of the four servers so far.</summary>
    public TimeSpan ServersCpu => TimeSpan.FromTicks(_servers.Sum(static server => server.CpuTime.Ticks));

    /// <summary>The same of their Redis; zero without one.</summary>
    public TimeSpan RedisCpu => _redis?.CpuTime ?? TimeSpan.Zero;

    public static async Task<Cluster> StartGossamerAsync()
    {
        var ports = Array.ConvertAll(FreePorts.Take(Seating.Servers), static at => at.Port.ToString(CultureInfo.InvariantCulture));
        var servers = await StartAsync(n => ServerProcess.StartAsync(Gossamer, [ports[n], .. ports.Where(port => port != ports[n])]));
        using var http = new HttpClient();
        foreach (var server in servers)
            while (await http.GetStringAsync(new Uri($"http://{server.EndPoint}{GossamerServer.Links}")) != $"{Seating.Servers - 1}")
                await Task.Delay(50);
        return new("Gossamer", Protocol.SocketIO, servers);
    }

    /// <param name="program">The server's script.</param>
    public static async Task<Cluster> StartSocketIOAsync(string program)
    {
        var redis = await BrokerProcess.StartRedisAsync();
        return new("Socket.IO + Redis", Protocol.SocketIO,
            await StartAsync(_ => ServerProcess.StartProgramAsync("node", [program, PortOf(redis)])), redis);
    }

    public static async Task<Cluster> StartSignalRAsync()
    {
        var redis = await BrokerProcess.StartRedisAsync();
        return new("SignalR + Redis", Protocol.SignalR, await StartAsync(_ => ServerProcess.StartAsync(SignalR, PortOf(redis))), redis);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private static async Task<ServerProcess[]> StartAsync(Func<int, Task<ServerProcess>> start) =>
        await Task.WhenAll(Enumerable.Range(0, Seating.Servers).Select(start));

    private static string PortOf(BrokerProcess redis) => redis.Port.ToString(CultureInfo.InvariantCulture);
}
