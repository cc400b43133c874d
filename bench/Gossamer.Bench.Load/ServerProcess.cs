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

    /// <summary>User and system time so far, as the system accounts for it.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(string kind)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(kind);
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() is { } line
            ? new ServerProcess(process, IPEndPoint.Parse(line))
            : throw new InvalidOperationException($"The {kind} server did not start; see above.");
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
