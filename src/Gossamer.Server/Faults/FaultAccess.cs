using System.Net;
using Gossamer.Server.Http;

namespace Gossamer.Server.Faults;

/// <summary>
/// Who may make faults by hand: people at this machine, through no proxy. Their browser is at this machine too, and shows pages of
/// others: those may not, and neither may a page whose name was made to point here (DNS rebinding).
/// </summary>
internal static class FaultAccess
{
    // What proxies add, and what is left of it where a proxy is known.
    private static readonly string[] ForwardingHeaders =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <returns>Null when it may, or why not.</returns>
    public static OperatorRefusal? Check(HttpContext context) =>
        IsLoopback(context.Connection.RemoteIpAddress) && IsLoopback(context.Request.Host.Host)
            && IsOriginLoopback(context.Request.Headers.Origin.ToString())
            && !Array.Exists(ForwardingHeaders, context.Request.Headers.ContainsKey)
            ? null
            : new OperatorRefusal(StatusCodes.Status403Forbidden, "not-local",
                "faults by hand are for people at the server's own machine, at http://localhost or 127.0.0.1, through no proxy");

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLoopback(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopback(address));

    private static bool IsOriginLoopback(string origin) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.DnsSafeHost));
}
