using Gossamer.Mesh;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Servers that are all linked with each other.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<ClusterServer> _servers = [];

    public ClusterServer this[int index] => _servers[index];

    public static async Task<Cluster> StartAsync(
        int count = 3, Action<SocketIOServer>? configure = null, Action<SocketIOOptions>? options = null)
    {
        var cluster = new Cluster();
        var ports = Ports.Free(count);
        for (var index = 0; index < count; index++)
        {
            cluster._servers.Add(await ClusterServer.StartAsync(
                ports, index, configure ?? (static _ => { }), options ?? (static _ => { })));
        }

        foreach (var server in cluster._servers)
            await EventuallyAsync(() => server.Node.Links.All(IsLinked), $"{server.Node.Id} to be linked");
        return cluster;
    }

    public static async Task EventuallyAsync(Func<bool> holds, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            limit.IsCancellationRequested.ShouldBeFalse($"waited for {what}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private static bool IsLinked(LinkStatus link) => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up };
}
