using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Gossamer.EndToEnd.Tests;

/// <summary>One gossamer server as a process of its own. It ends with this object, or with the test run at the latest.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Http = new();

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly ManualResetEventSlim _ended = new();

    private ServerProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Url { get; }

    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    public static async Task<ServerProcess> StartAsync(string config, string id, int port, CancellationToken cancellation)
    {
        var process = new Process { StartInfo = Command("serve", config, id, "--identity", "open") };
        var server = new ServerProcess(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));
        await server.StartProcessAsync();
        try
        {
            await server.UntilReadyAsync(cancellation);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _ended.Set();
    }

    /// <summary>On Linux under setpriv, so that the kernel ends the server when this process is killed.</summary>
    private static ProcessStartInfo Command(params string[] arguments)
    {
        const string Setpriv = "/usr/bin/setpriv";
        string[] guard = OperatingSystem.IsLinux() && File.Exists(Setpriv) ? [Setpriv, "--pdeathsig", "KILL"] : [];
        string[] command = [.. guard, .. Server(), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment["GOSSAMER_MESH_KEY"] = "a key for end-to-end tests";
        return start;
    }

    /// <summary>What the build made, or what GOSSAMER_SERVER names (say, a published binary).</summary>
    private static string[] Server()
    {
        if (Environment.GetEnvironmentVariable("GOSSAMER_SERVER") is { Length: > 0 } named) return named.Split(' ');
        var metadata = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        return ["dotnet", Path.GetFullPath(metadata.Single(data =>
            string.Equals(data.Key, "ServerAssembly", StringComparison.Ordinal)).Value!)];
    }

    /// <summary>The kernel ends the server with the thread that started it, so that thread stays as long as the server.</summary>
    private Task StartProcessAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                _process.Start();
                _process.BeginOutputReadLine();
                _process.BeginErrorReadLine();
                started.SetResult();
                _ended.Wait();
            }
            catch (Exception error) when (started.TrySetException(error))
            {
                // The starter hears of it.
            }
        })
        { IsBackground = true }.Start();
        return started.Task;
    }

    private void Keep(string? line)
    {
        lock (_log) _log.AppendLine(line);
    }

    private async Task UntilReadyAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(cancellation))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended at its start:\n{Log}");
            if (Stopwatch.GetElapsedTime(started) > StartLimit) throw new TimeoutException($"The server was not ready in time:\n{Log}");
            await Task.Delay(20, cancellation); // between two questions; what ends the wait is the answer
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Url, "/healthz/ready"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
