using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Dns;

/// <summary>What discovery by DNS tells the log: event ids 2300 to 2399.</summary>
internal static partial class DnsLog
{
    [LoggerMessage(2300, LogLevel.Information, "By {Name} the other servers of the mesh are: {Peers}")]
    internal static partial void Discovered(this ILogger log, Uri name, string peers);

    [LoggerMessage(2301, LogLevel.Warning, "Where the servers of {Name} are cannot be known now, {Why}; they count as where they were")]
    internal static partial void NotFound(this ILogger log, Uri name, string why);

    [LoggerMessage(2302, LogLevel.Information, "{Name} is found again: {Addresses} addresses")]
    internal static partial void FoundAgain(this ILogger log, Uri name, int addresses);
}
