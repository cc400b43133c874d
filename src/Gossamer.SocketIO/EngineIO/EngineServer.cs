using Gossamer.SocketIO.Diagnostics;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.Transports;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Serves the HTTP requests of Engine.IO 3 and 4: finds or makes the session and hands the request to its transport.
/// </summary>
internal sealed class EngineServer(
    EngineOptions options,
    TimeProvider time,
    Func<EngineSession, HttpContext, IEngineHandler> accept,
    ISessionForwarder? forwarder,
    SocketIOMetrics metrics,
    MemoryBudget memory)
{
    public EngineSessions Sessions { get; } = new(options, time, forwarder?.Tag, memory, metrics);

    /// <summary>Called with each request that is refused here, once it is answered.</summary>
    public Action<HttpContext, EngineError>? OnRefused { get; init; }

    public Task HandleAsync(HttpContext context)
    {
        if (EngineRequest.Parse(context, options, out var request) is { } error)
            return RefuseAsync(context, error);
        if (request.SessionId is not { } id)
            return OpenAsync(context, request);
        return Sessions.TryGet(id, out var session) && session.Protocol == request.Protocol
            ? ContinueAsync(context, request, session)
            : TryElsewhereAsync(context, id);
    }

    /// <summary>A new session and what stands above it, to be opened with its transport.</summary>
    /// <returns>Null, or why there may be no more sessions; then there is none.</returns>
    public EngineError? TryAccept(HttpContext context, EngineProtocol protocol, out EngineSession session, out IEngineHandler handler)
    {
        var refusal = Sessions.TryCreate(protocol, ClientAddress.Of(context.Connection.RemoteIpAddress), out var created);
        (session, handler) = (created!, null!);
        if (created is null)
            metrics.Refused(refusal!);
        else
            handler = accept(created, context);
        return refusal;
    }

    private async Task TryElsewhereAsync(HttpContext context, string id)
    {
        if (forwarder is not null && SessionId.TryGetTag(id, out var tag) && tag != forwarder.Tag)
        {
            CoalescingFeature.Remove(context);
            if (await forwarder.TryForwardAsync(context, tag).ConfigureAwait(false))
                return;
        }

        await RefuseAsync(context, EngineError.UnknownSession).ConfigureAwait(false);
    }

    private async Task RefuseAsync(HttpContext context, EngineError error)
    {
        await error.WriteAsync(context).ConfigureAwait(false);
        OnRefused?.Invoke(context, error);
    }

    private async Task OpenAsync(HttpContext context, EngineRequest request)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsConnect(context.Request.Method))
        {
            await RefuseAsync(context, EngineError.BadHandshakeMethod).ConfigureAwait(false);
            return;
        }

        if (TryAccept(context, request.Protocol, out var session, out var handler) is { } refusal)
        {
            await RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        if (request.Transport == SocketIOTransports.WebSocket)
        {
            await WebSocketConnection.OpenAsync(context, request, session, handler).ConfigureAwait(false);
            return;
        }

        if (options.Cookie is { } cookie)
            context.Response.Cookies.Append(cookie.Name!, session.Id, cookie.Build(context));
        var polling = new PollingTransport(session, Sessions, request.Base64Only);
        session.Open(polling, handler);
        await Poll.HandleAsync(context, polling).ConfigureAwait(false);
    }

    private Task ContinueAsync(HttpContext context, EngineRequest request, EngineSession session)
    {
        session.OnContinued();
        var polling = session.Transport as PollingTransport;
        if (request.Transport == SocketIOTransports.WebSocket)
        {
            return polling is not null && OpenPacket.CanUpgrade(options, polling.Kind) && session.Upgrade.TryEnter()
                ? WebSocketConnection.UpgradeAsync(context, request, session, polling)
                : WebSocketConnection.RefuseAsync(context, session);
        }

        if (polling is null)
            return RefuseAsync(context, EngineError.TransportMismatch);
        if (HttpMethods.IsGet(context.Request.Method))
            return Poll.HandleAsync(context, polling);
        return HttpMethods.IsPost(context.Request.Method)
            ? Post.HandleAsync(context, polling)
            : RefuseAsync(context, EngineError.BadRequest);
    }
}
