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

    public Task HandleAsync(HttpContext context)
    {
        if (EngineRequest.Parse(context, options, out var request) is { } error)
            return error.WriteAsync(context);
        if (request.SessionId is not { } id)
            return OpenAsync(context, request);
        return Sessions.TryGet(id, out var session) && session.Protocol == request.Protocol
            ? ContinueAsync(context, request, session)
            : TryElsewhereAsync(context, id);
    }

    private async Task TryElsewhereAsync(HttpContext context, string id)
    {
        if (forwarder is not null && SessionId.TryGetTag(id, out var tag) && tag != forwarder.Tag)
        {
            CoalescingFeature.Remove(context);
            if (await forwarder.TryForwardAsync(context, tag).ConfigureAwait(false))
                return;
        }

        await EngineError.UnknownSession.WriteAsync(context).ConfigureAwait(false);
    }

    private async Task OpenAsync(HttpContext context, EngineRequest request)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsConnect(context.Request.Method))
        {
            await EngineError.BadHandshakeMethod.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var refusal = Sessions.TryCreate(request.Protocol, ClientAddress.Of(context.Connection.RemoteIpAddress), out var session);
        if (session is null)
        {
            metrics.Refused(refusal!);
            await refusal!.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var handler = accept(session, context);
        if (request.Transport == SocketIOTransports.WebSocket)
        {
            await WebSocketConnection.OpenAsync(context, request, session, handler).ConfigureAwait(false);
            return;
        }

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
            return EngineError.TransportMismatch.WriteAsync(context);
        if (HttpMethods.IsGet(context.Request.Method))
            return Poll.HandleAsync(context, polling);
        return HttpMethods.IsPost(context.Request.Method)
            ? Post.HandleAsync(context, polling)
            : EngineError.BadRequest.WriteAsync(context);
    }
}
