using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Gossamer.Bench.Load;

/// <summary>What servers speak through, Redis or NATS: a process of the bench's own on a free loopback port. It keeps nothing.</summary>
public sealed class BrokerProcess : IAsyncDisposable
{
    // The shell ends it when its standard input ends, so that it does not outlive the bench, whatever becomes of that.
    private const string Script =
        """
        "$0" "$@" >/dev/null 2>&1 & echo $!
        cat >/dev/null; kill $!; wait
        """;

    private readonly Process _shell;

    private BrokerProcess(Process shell, int id, int port) => (_shell, Id, Port) = (shell, id, port);

    /// <summary>Of the process.</summary>
    public int Id { get; }

    public int Port { get; }

    /// <summary>User and system time so far.</summary>
    public TimeSpan CpuTime => ProcessClock.CpuTimeOf(Id);

    public static Task<BrokerProcess> StartRedisAsync() => StartAsync("redis-server", static port =>
        ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--daemonize", "no", "--loglevel", "warning"]);

    public static Task<BrokerProcess> StartNatsAsync() => StartAsync("nats-server", static port => ["-a", "127.0.0.1", "-p", port]);

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task<BrokerProcess> StartAsync(string program, Func<string, string[]> arguments)
    {
        var port = FreePorts.Take(1)[0].Port;
        var start = new ProcessStartInfo("sh", ["-c", Script, program, .. arguments(port.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var shell = Process.Start(start)!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return new(shell, id, port);
            }
            catch (SocketException)
            {
                await Task.Delay(100); // not listening yet
            }
        }

        throw new InvalidOperationException($"{program} does not start.");
    }
}
