using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Gossamer.Bench.Load;

/// <summary>
/// The program's own executable once more, as the server: <c>serve kind</c>. It says where it listens, obeys commands of one line
/// each, and ends when its standard input does, so that it never outlives whoever measures it.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, IPEndPoint endPoint)
    {
        _process = process;
        EndPoint = endPoint;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Of the process.</summary>
    public int Id => _process.Id;

    /// <summary>User and system time so far, as the system accounts for it.</summary>
    public TimeSpan CpuTime => ProcessClock.CpuTimeOf(_process.Id);

    /// <param name="kind">Which of the program's servers.</param>
    /// <param name="arguments">What that server needs to know.</param>
    public static Task<ServerProcess> StartAsync(string kind, params string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? StartProgramAsync(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "serve", kind, .. arguments])
            : StartProgramAsync(Environment.ProcessPath!, ["serve", kind, .. arguments]);

    /// <summary>A server of another kind that keeps to the same: its address in the first line, its end with its standard input.</summary>
    public static async Task<ServerProcess> StartProgramAsync(string program, IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() is { } line
            ? new ServerProcess(process, IPEndPoint.Parse(line))
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} did not start; see above.");
    }

    /// <summary>Bytes of the server's memory that are resident, after it has collected its garbage and given back what it can.</summary>
    public async Task<MemoryFigures> MeasureMemoryAsync()
    {
        await _process.StandardInput.WriteLineAsync(ServerHost.MemoryCommand);
        var words = (await _process.StandardOutput.ReadLineAsync())!.Split(' ');
        return new MemoryFigures(long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
