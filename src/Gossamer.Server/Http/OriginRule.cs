using System.Collections.Immutable;

namespace Gossamer.Server.Http;

/// <summary>
/// Which web pages may talk to a server from another origin. Any may, unless some are listed: so it was in the old system, and nothing
/// here acts on cookies, so a page gains nothing that its author could not do without a browser.
/// </summary>
internal sealed record OriginRule(ImmutableArray<string> Allowed)
{
    public static readonly OriginRule Any = new([]);

    public bool IsRestricted => !Allowed.IsEmpty;

    /// <summary>Checks the value of an <c>Origin</c> header.</summary>
    public bool Allows(string origin) => !IsRestricted || Allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>Brings <c>https://chat.example/</c> into the form of an <c>Origin</c> header; null when it is no origin.</summary>
    public static string? Normalize(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
