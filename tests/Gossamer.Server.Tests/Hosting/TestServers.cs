using System.Net;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Hosting;
using Gossamer.Server.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Hosting;

/// <summary>Real servers in this process, linked to each other.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    private readonly List<HostedSite> _sites;

    private TestServers(ClusterConfig config, ServerSettings settings, int started)
    {
        Config = config;
        _sites = [.. config.Servers.Take(started).Select(server => ServerSite.Create(server, config, settings))];
    }

    public ClusterConfig Config { get; }

    public static ServerSettings Quiet { get; } = new() { Log = new() { Level = LogLevel.None }, Operators = OperatorAccess.Everybody };

    /// <summary>Starts the first of a mesh of servers, all unless told otherwise.</summary>
    public static async Task<TestServers> StartAsync(
        int count, ServerSettings? settings = null, int? started = null, bool isLastOld = false)
    {
        var servers = Ports.Free(count).Select((port, i) =>
            new ServerEntry(new NodeId($"server-{i + 1}"), IPAddress.Loopback, port) { IsOld = isLastOld && i == count - 1 });
        var mesh = new TestServers(new ClusterConfig("test.json", [.. servers]), WithKey(settings ?? Quiet), started ?? count);
        foreach (var site in mesh._sites)
            await site.App.StartAsync();
        return mesh;
    }

    private static ServerSettings WithKey(ServerSettings settings) =>
        settings.MeshKey is null && settings.Keys == ServerKeys.None
            ? settings with { MeshKey = "a key that the servers share" }
            : settings;

    public Uri Url(int index = 0) => new(_sites[index].Url);

    public IServiceProvider Services(int index = 0) => _sites[index].App.Services;

    public MeshNode Node(int index = 0) => Services(index).GetRequiredService<MeshNode>();

    public HttpClient Http(int index = 0) => new() { BaseAddress = Url(index) };

    /// <summary>What a server does before it is stopped in order.</summary>
    public Task DrainAsync(int index = 0) => _sites[index].Drain();

    public async ValueTask DisposeAsync() => await Task.WhenAll(_sites.Select(async site =>
    {
        await site.App.StopAsync();
        await site.App.DisposeAsync();
    }));
}
