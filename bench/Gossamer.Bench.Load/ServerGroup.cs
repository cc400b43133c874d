using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Gossamer.Bench.Load;

/// <summary>Processes of Gossamer.Server on free ports, linked with each other.</summary>
public sealed class ServerGroup : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-bench").FullName;
    private readonly Process[] _processes;

    private ServerGroup(int count) => (_processes, EndPoints) = (new Process[count], FreePorts(count));

    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>User and system time of all of them so far.</summary>
    public TimeSpan CpuTime => TimeSpan.FromTicks(_processes.Sum(static process =>
    {
        process.Refresh();
        return process.TotalProcessorTime.Ticks;
    }));

    /// <summary>The resident memory of all of them, in bytes.</summary>
    public long Memory => _processes.Sum(static process =>
    {
        process.Refresh();
        return process.WorkingSet64;
    });

    public static async Task<ServerGroup> StartAsync(string program, int count, params string[] options)
    {
        var group = new ServerGroup(count);
        var config = Path.Combine(group._folder, "config.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
        {
            servers = group.EndPoints.Select((at, n) => new { id = Id(n), ip = at.Address.ToString(), port = at.Port }),
        }));
        var unlimited = await UnlimitedAsync(program);
        for (var n = 0; n < count; n++)
            group._processes[n] = Process.Start(
                new ProcessStartInfo(program, ["serve", config, Id(n), "--log-level", "Error", .. unlimited, .. options])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true, // the line that it is up, which nobody reads
            })!;
        using var http = new HttpClient();
        foreach (var at in group.EndPoints)
            await WaitUntilHealthyAsync(http, new Uri($"http://{at}/healthz"));
        return group;
    }

    /// <summary>The load of many comes from one address and a few connections. Older builds to compare with have no such limits.</summary>
    private static async Task<string[]> UnlimitedAsync(string program)
    {
        using var help = Process.Start(new ProcessStartInfo(program, ["serve", "--help"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        return (await help.StandardOutput.ReadToEndAsync()).Contains("--packets-per-second", StringComparison.Ordinal)
            ?
            [
                "--packets-per-second", "0", "--bytes-per-second", "0",
                "--address-packets-per-second", "0", "--address-bytes-per-second", "0",
            ]
            : [];
    }

    /// <summary>How many users one of the servers knows.</summary>
    public async Task<int> UsersAsync(HttpClient http, int server)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://{EndPoints[server]}/api/users?limit=1")));
        return answer.RootElement.GetProperty("total").GetInt32();
    }

    /// <summary>Waits until nobody is left of the storm before.</summary>
    public async Task WaitUntilEmptyAsync()
    {
        using var http = new HttpClient();
        for (var server = 0; server < EndPoints.Count; server++)
            while (await UsersAsync(http, server) > 0)
                await Task.Delay(50);
    }

    /// <summary>Waits until they use next to no processor time.</summary>
    public async Task WaitUntilIdleAsync()
    {
        var before = CpuTime;
        for (var used = TimeSpan.MaxValue; used > TimeSpan.FromMilliseconds(20);)
        {
            await Task.Delay(500);
            (used, before) = (CpuTime - before, CpuTime);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static string Id(int n) => $"server-{n + 1}";

    private static async Task WaitUntilHealthyAsync(HttpClient http, Uri health)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                if (await http.GetStringAsync(health) == "Healthy") // all links up
                    return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"{health} does not become healthy.");
    }

    private static IPEndPoint[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var free = Array.ConvertAll(listeners, listener => (IPEndPoint)listener.LocalEndpoint);
        foreach (var listener in listeners)
            listener.Stop();
        return free;
    }
}
