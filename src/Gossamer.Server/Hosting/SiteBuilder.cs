using Gossamer.Server.Http;
using Gossamer.Server.Logging;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.Server.Hosting;

/// <summary>
/// What a server and the page have in common. Built from nothing rather than from ASP.NET Core's defaults: what listens where, and what
/// is logged, is said by Gossamer's own configuration and by no environment variable or appsettings.json that happens to be around.
/// </summary>
internal static class SiteBuilder
{
    public static WebApplicationBuilder Create(string name, ServerSettings settings, Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "gossamer",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.AddGossamerConsole(name, settings.Log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            listen(kestrel);
        });
        builder.Services.AddRouting();
        builder.Services.AddRequestGuards(settings.Origins.Hosts);
        builder.Services.AddOriginRule(settings.Origins);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = SiteGroup.ShutdownTimeout);
        return builder;
    }
}
