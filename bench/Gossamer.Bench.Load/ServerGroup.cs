using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gossamer.Bench.Load;

/// <summary>Processes of Gossamer.Server on free ports, linked with each other.</summary>
public sealed class ServerGroup : IAsyncDisposable
{
    private const string OperatorKey = "the key of the bench"; // for /api/users

    // The load of many comes from one address and a few connections: limits are kept, but are high.
    private static readonly (string Name, string Value)[] Options =
    [
        ("--identity", "open"), ("--operator-key", OperatorKey),
        ("--im-rate", "1000000"), ("--identify-rate", "1000000"), ("--watch-rate", "1000000"), ("--address-delivery-rate", "1000000"),
        ("--user-byte-rate", "10000000"), ("--recipient-rate", "10000000"),
        ("--packets-per-second", "100000000"), ("--bytes-per-second", "1000000000"),
        ("--address-packets-per-second", "100000000"), ("--address-bytes-per-second", "1000000000"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-bench").FullName;
    private readonly Process[] _processes;

    private ServerGroup(int count) => (_processes, EndPoints) = (new Process[count], FreePorts.Take(count));

    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>Of their processes.</summary>
    public IEnumerable<int> ProcessIds => _processes.Select(static process => process.Id);

    /// <summary>User and system time of all of them so far.</summary>
    public TimeSpan CpuTime => TimeSpan.FromTicks(CpuTimes().Sum(static time => time.Ticks));

    /// <summary>The resident memory of all of them, in bytes.</summary>
    public long Memory => _processes.Sum(static process =>
    {
        process.Refresh();
        return process.WorkingSet64;
    });

    /// <summary>Servers that open links to each other.</summary>
    public static Task<ServerGroup> StartAsync(string program, int count, params string[] options) =>
        StartAsync(program, count, natsPort: null, options);

    /// <summary>Servers that reach each other over NATS, on a loopback port, or where there is none by links of their own.</summary>
    public static async Task<ServerGroup> StartAsync(string program, int count, int? natsPort, params string[] options)
    {
        var group = new ServerGroup(count);
        var config = Path.Combine(group._folder, "config.json");
        var sections = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["servers"] = group.EndPoints.Select((at, n) => new { id = Id(n), ip = at.Address.ToString(), port = at.Port }),
        };
        if (natsPort is { } port)
            sections["mesh"] = new { engine = "nats", url = string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{port}") };
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(sections));
        string[] common = ["--log-level", "Error", .. await KnownOptionsAsync(program)];
        for (var n = 0; n < count; n++)
        {
            var start = new ProcessStartInfo(program, ["serve", config, Id(n), .. common, .. options])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true, // the line that it is up, which nobody reads
            };
            start.Environment["GOSSAMER_MESH_KEY"] = "a key for measurements";
            group._processes[n] = Process.Start(start)!;
        }

        try
        {
            using var http = new HttpClient();
            foreach (var at in group.EndPoints)
                await WaitUntilHealthyAsync(http, new Uri($"http://{at}/healthz"));
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>User and system time of each of them so far.</summary>
    public TimeSpan[] CpuTimes() => Array.ConvertAll(_processes, static process => ProcessClock.CpuTimeOf(process.Id));

    /// <summary>How many users one of the servers knows.</summary>
    public async Task<int> UsersAsync(HttpClient http, int server)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{EndPoints[server]}/api/users?limit=1"));
        question.Headers.Authorization = new("Bearer", OperatorKey);
        using var reply = await http.SendAsync(question);
        using var answer = JsonDocument.Parse(await reply.Content.ReadAsStreamAsync());
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

    /// <summary>Older builds to compare with know fewer options.</summary>
    private static async Task<string[]> KnownOptionsAsync(string program)
    {
        using var help = Process.Start(new ProcessStartInfo(program, ["serve", "--help"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var text = await help.StandardOutput.ReadToEndAsync();
        await help.WaitForExitAsync();
        return [.. Options.Where(option => text.Contains(option.Name, StringComparison.Ordinal))
            .SelectMany(static option => new[] { option.Name, option.Value })];
    }

    private static string Id(int n) => $"server-{n + 1}";

    private static async Task WaitUntilHealthyAsync(HttpClient http, Uri health)
    {
        for (var attempt = 0; attempt < 600; attempt++)
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
}
