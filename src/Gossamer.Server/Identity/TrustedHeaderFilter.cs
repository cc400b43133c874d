using System.Net;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Identity;

/// <summary>
/// Takes the header that names the user away from requests that do not come from a proxy. It stands before all else, so that the address is
/// the connection's own, whatever forwarded headers say later.
/// </summary>
internal static class TrustedHeaderFilter
{
    public static void UseTrustedHeader(this WebApplication app, IdentityOptions options)
    {
        if (options.Mode != IdentityMode.TrustedHeader)
            return;
        app.Use((context, next) =>
        {
            if (!IsProxy(context.Connection.RemoteIpAddress, options))
                context.Request.Headers.Remove(options.UserHeader);
            return next(context);
        });
    }

    public static bool IsProxy(IPAddress? address, IdentityOptions options) => options.Proxies.Hold(address);
}
