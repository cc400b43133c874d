using System.Globalization;

namespace Gossamer.Bench.Engines;

/// <summary>What Linux says of a process in /proc.</summary>
internal static class ProcessFiles
{
    /// <summary>How many sockets it has open, those that listen counted in.</summary>
    public static int Sockets(int process) => new DirectoryInfo(Folder(process) + "/fd").EnumerateFileSystemInfos()
        .Count(static file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    public static double ResidentBytes(int process)
    {
        var line = File.ReadLines(Folder(process) + "/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * double.Parse(line.AsSpan("VmRSS:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private static string Folder(int process) => string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
}
