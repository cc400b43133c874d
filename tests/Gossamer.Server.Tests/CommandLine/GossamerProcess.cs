using System.Diagnostics;

namespace Gossamer.Server.Tests.CommandLine;

/// <summary>The program as a process.</summary>
internal sealed class GossamerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private GossamerProcess(Process process) => _process = process;

    public static GossamerProcess Start(string folder, params string[] args) => Start(folder, [], args);

    public static GossamerProcess Start(string folder, Dictionary<string, string> environment, params string[] args)
    {
        string[] command = ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "gossamer.dll"), .. args];
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command]; // tests that run in a shell's background ignore it, and so would this
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in new[]
            { "GOSSAMER_MESH_KEY", "GOSSAMER_SERVER_KEY", "GOSSAMER_PEER_KEYS", "GOSSAMER_IDENTITY", "ASPNETCORE_ENVIRONMENT" })
            start.Environment.Remove(variable);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new GossamerProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, params string[] args)
    {
        using var gossamer = Start(folder, args);
        return await gossamer.EndAsync();
    }

    /// <summary>Reads standard output up to the line that says that all is up.</summary>
    public async Task<string> UpAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith("Up: ", StringComparison.Ordinal))
                return line;
        throw new InvalidOperationException("It ended before it was up: " + await _process.StandardError.ReadToEndAsync(patience.Token));
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = _process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
