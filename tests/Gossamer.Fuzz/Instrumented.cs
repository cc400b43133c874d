using System.Diagnostics;
using SharpFuzz;

namespace Gossamer.Fuzz;

/// <summary>
/// SharpFuzz rewrites a library so that each branch it takes is counted. That has to happen before the library is loaded, and must
/// not touch the build's own output: so it happens in a copy of this program.
/// </summary>
internal static class Instrumented
{
    private const string Marker = "GOSSAMER_FUZZ_COPY";

    private static readonly string[] Libraries =
    [
        "Gossamer.SocketIO.dll", "Gossamer.SocketIO.MessagePack.dll", "Gossamer.Mesh.dll", "Gossamer.Mesh.Legacy.dll", "gossamer.dll",
    ];

    public static bool IsThis => Environment.GetEnvironmentVariable(Marker) == "1";

    public static async Task<int> RunCopyAsync(string[] args)
    {
        var copy = Directory.CreateTempSubdirectory("gossamer-fuzz-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            foreach (var library in Libraries)
                Fuzzer.Instrument(Path.Combine(copy.FullName, library), static _ => true, Options.Value);
            return await RunAsync(Path.Combine(copy.FullName, "Gossamer.Fuzz.dll"), args);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(string program, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { UseShellExecute = false };
        start.Environment[Marker] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
