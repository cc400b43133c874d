using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace Gossamer.Server.Http;

/// <summary>
/// By which names a server may be called. A page of a name that anybody has pointed here counts for its browser as this server's own (DNS
/// rebinding), and its GETs bear no origin; so where origins are restricted, names are. An address, and localhost, is nobody's to point.
/// </summary>
internal sealed record HostRule(ImmutableArray<string> Allowed)
{
    public static readonly HostRule Any = new([]);

    private static readonly string[] Everything = ["*"];

    public bool IsRestricted => !Allowed.IsEmpty && !Allowed.Contains("*", StringComparer.Ordinal);

    /// <summary>The names that were given, and those of the origins whose pages may connect, if there are any.</summary>
    /// <param name="given">Names, <c>*.example</c> for all below one, <c>*</c> for any.</param>
    /// <param name="origins">In the form of an <c>Origin</c> header.</param>
    public static HostRule Of(IEnumerable<string> given, IEnumerable<string> origins) =>
        new([.. given, .. origins.Select(static origin => new Uri(origin).Host)]);

    /// <summary>Checks the value of a <c>Host</c> header. Without one it is no browser.</summary>
    public bool Allows(HostString host) => !IsRestricted || !host.HasValue || IsAddress(host) || IsNamed(host);

    /// <summary>Whether it is one of the names that were given, rather than any.</summary>
    public bool IsNamed(HostString host) => host.HasValue && HostString.MatchesAny(host.Host, Names());

    public static bool IsAddress(HostString host) =>
        IPAddress.TryParse(host.Host, out _) || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase);

    private StringSegment[] Names() =>
        [.. Allowed.Except(Everything, StringComparer.Ordinal).Select(static name => new StringSegment(name))];

    /// <summary>Whether a text may be one of the names.</summary>
    public static bool IsName(string text) =>
        text == "*" || Uri.CheckHostName(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text) != UriHostNameType.Unknown;
}
