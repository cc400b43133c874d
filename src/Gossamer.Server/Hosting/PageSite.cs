using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Faults;
using Gossamer.Server.Http;

namespace Gossamer.Server.Hosting;

/// <summary>The page by itself, for the people at this machine.</summary>
internal static class PageSite
{
    public static HostedSite Create(int port, ClusterConfig config, ServerSettings settings)
    {
        var builder = SiteBuilder.Create("page", settings, kestrel => kestrel.ListenLocalhost(
            port, listen => settings.Connections.Use(listen, settings.ClientProxies)));
        var app = builder.Build();
        app.UseRequestGuards(settings.Proxies);
        app.UsePageAddresses();
        app.UsePageFiles();
        app.UseRouting();
        app.UseOriginCheck();
        app.MapServerList(config).RequireAllowedOrigin();
        FaultsEndpoint.Map(app, settings.Faults, settings.Operators);
        return new HostedSite(
            "page", new IPEndPoint(IPAddress.Loopback, port), $"http://localhost:{port}/", "give another --page-port, or --no-page", app);
    }
}
