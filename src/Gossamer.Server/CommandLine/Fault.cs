using Gossamer.Server.Hosting;
using Gossamer.Server.Logging;

namespace Gossamer.Server.CommandLine;

/// <summary>How a wrong command line or configuration is reported.</summary>
internal static class Fault
{
    public static async Task<int> ReportAsync(TextWriter error, string line)
    {
        await error.WriteLineAsync(OneLine.Of(line));
        return (int)ExitCode.Usage;
    }
}
