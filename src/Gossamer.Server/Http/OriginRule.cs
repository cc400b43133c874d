using System.Collections.Immutable;

namespace Gossamer.Server.Http;

/// <summary>
/// Which web pages may talk to a server from another origin. Any may, unless some are listed: so it was in the old system, and nothing
/// here acts on cookies, so a page gains nothing that its author could not do without a browser.
/// </summary>
internal sealed record OriginRule(ImmutableArray<string> Allowed)
{
    public static readonly OriginRule Any = new([]);

    /// <summary>By which names the server is called.</summary>
    public HostRule Hosts { get; init; } = HostRule.Any;

    public bool IsRestricted => !Allowed.IsEmpty;

    /// <summary>Checks the value of an <c>Origin</c> header.</summary>
    public bool Allows(string origin) => !IsRestricted || Allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks where a request comes from: no browser, an allowed origin, or this server's own page.</summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || Allows(origin) || (IsOurs(request.Host) && IsOwn(origin, request));
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name may be anybody's, who lets it point here: a page from there would count as this server's own.</summary>
    private bool IsOurs(HostString host) => HostRule.IsAddress(host) || Hosts.IsNamed(host);

    /// <summary>Brings <c>https://chat.example/</c> into the form of an <c>Origin</c> header; null when it is no origin.</summary>
    public static string? Normalize(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
