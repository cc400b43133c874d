using Gossamer.Server.Http;
using Gossamer.Server.Logging;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gossamer.Server.Hosting;

/// <summary>
/// What a server and the page have in common. Built from nothing rather than from ASP.NET Core's defaults: what listens where, and what
/// is logged, is said by Gossamer's own configuration and by no environment variable or appsettings.json that happens to be around.
/// </summary>
internal static class SiteBuilder
{
    /// <summary>
    /// How long a connection may stay open without a request, its first included. Polls are requests: clients are not affected. A proxy
    /// that keeps connections must let go of them sooner (nginx: keepalive_timeout 10s in the upstream), else it may meet a closed one.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long a request's head may take.</summary>
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What may have come of a connection and not been read, in bytes. The default is 1 MiB, which each client that is made to wait could
    /// fill, outside of the memory budget. (Kestrel's MaxRequestBufferSize counts behind TLS only.)
    /// </summary>
    private const int RequestBuffer = 32 * 1024;

    /// <summary>
    /// Of a request's headers, in bytes; more is refused with 431. What Node's servers take (--max-http-header-size): no client of the old
    /// system could send more. Each byte is decoded and thrown away, 1,000 times a second where somebody wants it so.
    /// </summary>
    private const int HeadersSize = 16 * 1024;

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
            kestrel.Limits.KeepAliveTimeout = IdleTimeout;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.MaxRequestBufferSize = RequestBuffer;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeadersSize;
            listen(kestrel);
        });
        builder.Services.Configure<SocketTransportOptions>(static sockets => sockets.MaxReadBufferSize = RequestBuffer);
        builder.Services.AddRouting();
        builder.Services.AddRequestGuards(settings.Origins.Hosts);
        builder.Services.AddOriginRule(settings.Origins);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = SiteGroup.ShutdownTimeout);
        return builder;
    }
}
