using System.Globalization;

namespace Gossamer.Server.Hosting;

/// <summary>
/// How many files, and so connections, the process may have open. .NET has raised the soft limit to the hard one at its start.
/// </summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>What files, links and the runtime take beside clients: some 240 were seen. Without any left the process ends.</summary>
    private const int Reserve = 400;

    private const int Unknown = 100_000;

    /// <summary>As many connections as leave room for everything else; where the limit is not known, a number that does no harm.</summary>
    public static int MaxConnections() => ConnectionsOf(Limit());

    /// <param name="limits">The lines of /proc/self/limits.</param>
    public static int MaxConnections(IEnumerable<string> limits) => ConnectionsOf(Limit(limits));

    /// <summary>How many files the process may have open; null: the system does not tell, or sets no limit.</summary>
    public static long? Limit()
    {
        try
        {
            return File.Exists(Limits) ? Limit(File.ReadLines(Limits)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int ConnectionsOf(long? files) =>
        files is { } limit ? (int)Math.Clamp(Math.Max(limit - Reserve, limit / 4), 1, int.MaxValue) : Unknown;

    /// <param name="limits">The lines of /proc/self/limits: name, soft limit, hard limit, unit.</param>
    private static long? Limit(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
