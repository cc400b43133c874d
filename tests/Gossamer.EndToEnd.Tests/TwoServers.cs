using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Gossamer.EndToEnd.Tests;

/// <summary>Two servers of one mesh, shared by the tests of a class.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    // Below the ports that the system gives to outgoing connections: one of those could be taken between choice and use.
    private const int FirstPort = 13_000;
    private const int Ports = 4_000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gossamer-e2e-");
    private readonly List<ServerProcess> _servers = [];

    internal IReadOnlyList<ServerProcess> Servers => _servers;

    public async ValueTask InitializeAsync()
    {
        int[] ports = [.. FreePorts().Take(2)];
        var config = Path.Combine(_directory.FullName, "config.json");
        var entries = ports.Select((port, n) => new { id = $"server-{n + 1}", ip = "127.0.0.1", port });
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { servers = entries }), TestContext.Current.CancellationToken);
        for (var n = 0; n < ports.Length; n++)
            _servers.Add(await ServerProcess.StartAsync(config, $"server-{n + 1}", ports[n], TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static IEnumerable<int> FreePorts()
    {
        var start = Environment.ProcessId % Ports;
        return Enumerable.Range(0, Ports).Select(n => FirstPort + (start + n) % Ports).Where(IsFree);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
