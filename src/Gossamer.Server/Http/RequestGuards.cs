using System.Collections.Immutable;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gossamer.Server.Http;

/// <summary>
/// What stands before all else: whose word about a client's address and scheme is believed, by which names the server may be called, and
/// that a browser that came by TLS comes by TLS from then on.
/// </summary>
internal static class RequestGuards
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static IServiceCollection AddRequestGuards(this IServiceCollection services, HostRule hosts) => services
        .AddSingleton(hosts)
        .AddHsts(static hsts => hsts.MaxAge = Year);

    /// <param name="app">The site.</param>
    /// <param name="proxies">Whose forwarded headers are believed; from anybody else they say nothing.</param>
    public static void UseRequestGuards(this WebApplication app, ImmutableArray<IPNetwork> proxies)
    {
        if (!proxies.IsEmpty)
            app.UseForwardedHeaders(Forwarded(proxies));
        app.UseHsts();
        var hosts = app.Services.GetRequiredService<HostRule>();
        if (hosts.IsRestricted)
            app.Use((context, next) => hosts.Allows(context.Request.Host) ? next(context) : Refuse(context));
    }

    private static Task Refuse(HttpContext context) => JsonAnswer.Refuse(
        context, StatusCodes.Status400BadRequest, "host-not-allowed",
        "this server is not called by that name; its operator gives names with --allowed-host");

    private static ForwardedHeadersOptions Forwarded(ImmutableArray<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as far as the proxies are known ones
        };
        options.KnownProxies.Clear(); // loopback is one by default, and no exception here
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }
}
