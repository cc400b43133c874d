using Gossamer.Mesh;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Servers that are all linked with each other.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<ClusterServer> _servers = [];
    private readonly Dictionary<(int From, int To), CuttableLink> _links = [];

    public ClusterServer this[int index] => _servers[index];

    public static async Task<Cluster> StartAsync(
        int count = 3, Action<SocketIOServer>? configure = null, Action<SocketIOOptions>? options = null, bool isCuttable = false,
        TimeSpan? grace = null)
    {
        var cluster = new Cluster();
        var ports = Ports.Free(count);
        for (var index = 0; index < count; index++)
        {
            var from = index;
            cluster._servers.Add(await ClusterServer.StartAsync(
                ports,
                index,
                to => isCuttable ? cluster.LinkOf(from, to, ports[to]).Port : ports[to],
                configure ?? (static _ => { }),
                options ?? (static _ => { }),
                grace));
        }

        await cluster.LinkedAsync();
        return cluster;
    }

    /// <summary>Ends when all servers are linked with each other.</summary>
    public async Task LinkedAsync()
    {
        foreach (var server in _servers)
            await EventuallyAsync(() => server.Node.Links.All(IsLinked), $"{server.Node.Id} to be linked");
    }

    /// <summary>Cuts all connections between one server and the others, in both directions.</summary>
    public void Cut(int server)
    {
        foreach (var link in LinksOf(server))
            link.Cut();
    }

    /// <inheritdoc cref="Cut(int)"/>
    public void Heal(int server)
    {
        foreach (var link in LinksOf(server))
            link.Heal();
    }

    /// <summary>Cuts the connections by which one server brings its messages to another one.</summary>
    public void Cut(int from, int to) => _links[(from, to)].Cut();

    /// <inheritdoc cref="Cut(int, int)"/>
    public void Heal(int from, int to) => _links[(from, to)].Heal();

    private IEnumerable<CuttableLink> LinksOf(int server) =>
        _links.Where(each => each.Key.From == server || each.Key.To == server).Select(static each => each.Value);

    /// <summary>Options may be made more than once.</summary>
    private CuttableLink LinkOf(int from, int to, int port)
    {
        if (!_links.TryGetValue((from, to), out var link))
            _links[(from, to)] = link = new(port);
        return link;
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
        foreach (var link in _links.Values)
            await link.DisposeAsync();
    }

    private static bool IsLinked(LinkStatus link) => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up };
}
