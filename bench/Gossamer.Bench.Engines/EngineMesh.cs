using System.Globalization;
using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Engines;

/// <summary>Server processes that reach each other over one engine, with a nats-server of their own if that is NATS.</summary>
internal sealed class EngineMesh : IAsyncDisposable
{
    private readonly ServerGroup _servers;
    private readonly BrokerProcess? _nats;
    private readonly HttpClient _http = new();

    private EngineMesh(Engine engine, ServerGroup servers, BrokerProcess? nats) => (Engine, _servers, _nats) = (engine, servers, nats);

    public Engine Engine { get; }

    public int Count => _servers.EndPoints.Count;

    public IReadOnlyList<IPEndPoint> EndPoints => _servers.EndPoints;

    public static async Task<EngineMesh> StartAsync(string program, Engine engine, int count)
    {
        var nats = engine == Engine.Nats ? await BrokerProcess.StartNatsAsync() : null;
        var mesh = new EngineMesh(engine, await ServerGroup.StartAsync(program, count, nats?.Port), nats);
        try
        {
            await mesh.WaitUntilMetAsync();
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Processor time so far, of each server and of NATS.</summary>
    public MeshCpu Cpu() => new(_servers.CpuTimes(), _nats?.CpuTime ?? TimeSpan.Zero);

    /// <summary>What has gone over connections of servers to servers, or to NATS, so far, those that are still open.</summary>
    public Task<LinkTraffic> TrafficAsync() => LinkTraffic.ReadAsync(
        [.. _servers.ProcessIds], [.. _nats is { } nats ? [nats.Port] : EndPoints.Select(static at => at.Port)]);

    /// <summary>Resident memory of a server, and of NATS, in bytes.</summary>
    public (double Server, double Nats) Memory() =>
        ((double)_servers.Memory / Count, _nats is { } nats ? ProcessFiles.ResidentBytes(nats.Id) : 0);

    /// <summary>Open sockets of a server, and of NATS.</summary>
    public (double Server, double Nats) Sockets() =>
        (_servers.ProcessIds.Average(ProcessFiles.Sockets), _nats is { } nats ? ProcessFiles.Sockets(nats.Id) : 0);

    /// <summary>Waits until every server knows of so many users, and no others.</summary>
    public async Task WaitForUsersAsync(int users)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (var server = 0; server < Count; server++)
            while (await _servers.UsersAsync(_http, server) != users)
                await Task.Delay(20, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _servers.DisposeAsync();
        if (_nats is not null)
            await _nats.DisposeAsync();
    }

    /// <summary>Servers over NATS are healthy alone, too: until a user of each is known to all.</summary>
    private async Task WaitUntilMetAsync()
    {
        List<MeshClient> clients = [];
        for (var server = 0; server < Count; server++)
            clients.Add(await MeshClient.JoinAsync(EndPoints[server], string.Create(CultureInfo.InvariantCulture, $"first-{server}")));
        await WaitForUsersAsync(Count);
        foreach (var client in clients)
            await client.LeaveAsync();
        await WaitForUsersAsync(0);
    }
}
