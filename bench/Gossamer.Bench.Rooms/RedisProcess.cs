using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Rooms;

/// <summary>A Redis server of the bench's own, which keeps nothing, on a free loopback port.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    // The shell ends it when its standard input ends, so that it does not outlive the bench, whatever becomes of that.
    private const string Script =
        """
        redis-server --bind 127.0.0.1 --port "$0" --save '' --appendonly no --daemonize no --loglevel warning >/dev/null & echo $!
        cat >/dev/null; kill $!; wait
        """;

    private readonly Process _shell;
    private readonly Process _redis;

    private RedisProcess(Process shell, Process redis, int port) => (_shell, _redis, Port) = (shell, redis, port);

    public int Port { get; }

    /// <summary>User and system time so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _redis.Refresh();
            return _redis.TotalProcessorTime;
        }
    }

    public static async Task<RedisProcess> StartAsync()
    {
        var port = FreePorts.Take(1)[0].Port;
        var shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await WaitUntilListeningAsync(port);
        return new(shell, Process.GetProcessById(id), port);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _redis.Dispose();
        _shell.Dispose();
    }

    private static async Task WaitUntilListeningAsync(int port)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100); // not listening yet
            }
        }

        throw new InvalidOperationException("redis-server does not start.");
    }
}
