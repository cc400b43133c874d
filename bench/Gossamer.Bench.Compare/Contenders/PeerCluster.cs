using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>Servers of others, with their broker if they need one.</summary>
internal sealed class PeerCluster : ICluster
{
    private readonly ServerProcess[] _servers;
    private readonly BrokerProcess? _broker;

    private PeerCluster(ServerProcess[] servers, BrokerProcess? broker) => (_servers, _broker) = (servers, broker);

    public IReadOnlyList<IPEndPoint> EndPoints => Array.ConvertAll(_servers, static server => server.EndPoint);

    public TimeSpan CpuTime =>
        TimeSpan.FromTicks(_servers.Sum(static server => server.CpuTime.Ticks)) + (_broker?.CpuTime ?? TimeSpan.Zero);

    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            var servers = _servers.Select(static server => server.Id);
            return _broker is { } broker ? [.. servers, broker.Id] : [.. servers];
        }
    }

    public static async Task<ICluster> StartAsync(
        string program, int servers, Func<int, string[]> arguments, BrokerProcess? broker = null) => new PeerCluster(
            await Task.WhenAll(Enumerable.Range(0, servers).Select(n => ServerProcess.StartProgramAsync(program, arguments(n)))), broker);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
    }
}
