using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// Puts a <see cref="CoalescingStream"/> under the WebSocket that ASP.NET Core's middleware will make, over HTTP/1.1 (upgrade)
/// and HTTP/2 (extended CONNECT) alike.
/// </summary>
internal sealed class CoalescingFeature : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;

    private CoalescingFeature(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect)
    {
        _upgrade = upgrade;
        _connect = connect;
    }

    /// <summary>The upgrade of HTTP/1.1 itself, without a stream of ours.</summary>
    public IHttpUpgradeFeature? Inner => _upgrade;

    public CoalescingStream? Stream { get; private set; }

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect ?? false;

    public string? Protocol => _connect?.Protocol;

    /// <summary>
    /// Before the WebSocket middleware: it keeps the features it finds, and gives way to a WebSocket feature that is there.
    /// </summary>
    public static Task InstallAsync(HttpContext context, RequestDelegate next)
    {
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        var connect = context.Features.Get<IHttpExtendedConnectFeature>();
        if (upgrade?.IsUpgradableRequest == true || connect?.IsExtendedConnect == true)
        {
            var feature = new CoalescingFeature(upgrade, connect);
            if (upgrade is not null)
                context.Features.Set<IHttpUpgradeFeature>(feature);
            if (connect is not null)
                context.Features.Set<IHttpExtendedConnectFeature>(feature);
            context.Features.Set(feature);
            context.Features.Set<IHttpWebSocketFeature>(null); // the application's own middleware has bound it to the features from before
        }

        return next(context);
    }

    /// <summary>Before the request is handed to something else that upgrades it, such as a proxy.</summary>
    public static void Remove(HttpContext context)
    {
        if (context.Features.Get<CoalescingFeature>() is not { } feature)
            return;
        if (feature._upgrade is not null)
            context.Features.Set(feature._upgrade);
        if (feature._connect is not null)
            context.Features.Set(feature._connect);
    }

    public async Task<Stream> UpgradeAsync() => Stream = new CoalescingStream(await _upgrade!.UpgradeAsync().ConfigureAwait(false));

    public async ValueTask<Stream> AcceptAsync() => Stream = new CoalescingStream(await _connect!.AcceptAsync().ConfigureAwait(false));
}
