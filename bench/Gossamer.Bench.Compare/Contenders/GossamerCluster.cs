using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>
/// Servers of this project, with what users get by default but for the heights of limits: the load is many users' of one address.
/// </summary>
internal sealed class GossamerCluster(ServerGroup servers) : ICluster
{
    public IReadOnlyList<IPEndPoint> EndPoints => servers.EndPoints;

    public TimeSpan CpuTime => servers.CpuTime;

    public IReadOnlyList<int> ProcessIds => [.. servers.ProcessIds];

    public static async Task<GossamerCluster> StartAsync(string program, int servers) =>
        new(await ServerGroup.StartAsync(program, servers));

    public ValueTask DisposeAsync() => servers.DisposeAsync();
}
