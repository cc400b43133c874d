using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>The request of a WebSocket: a session of its own, or the upgrade of a polling session.</summary>
internal static class WebSocketConnection
{
    /// <summary>A session that begins and ends with this WebSocket.</summary>
    public static async Task OpenAsync(HttpContext context, EngineSession session, IEngineHandler handler)
    {
        var (socket, stream) = await AcceptAsync(context, session.Options).ConfigureAwait(false);
        using var reader = new WebSocketReader(socket, session.Options.MaxPayload);
        var transport = new WebSocketTransport(session, socket, stream);
        session.Open(transport, handler);
        await ReceiveUntilEndAsync(session, transport, reader).ConfigureAwait(false);
    }

    /// <summary>
    /// <code>
    /// client: 2probe    server: 3probe, and polls are answered at once so that the client can pause polling
    /// client: 5         this WebSocket carries the session
    /// </code>
    /// Anything else, or nothing within upgradeTimeout: the WebSocket is dropped, the session goes on polling.
    /// </summary>
    public static async Task UpgradeAsync(HttpContext context, EngineSession session, PollingTransport polling)
    {
        var upgraded = false;
        try
        {
            var (socket, stream) = await AcceptAsync(context, session.Options).ConfigureAwait(false);
            using var reader = new WebSocketReader(socket, session.Options.MaxPayload);
            var transport = new WebSocketTransport(session, socket, stream);
            upgraded = await TryProbeAsync(session, transport, socket, reader).ConfigureAwait(false);
            if (!upgraded)
            {
                socket.AbortIfOpen();
                return;
            }

            await polling.RetireAsync().ConfigureAwait(false);
            await ReceiveUntilEndAsync(session, transport, reader).ConfigureAwait(false);
        }
        finally
        {
            if (upgraded)
                session.Close(CloseReason.TransportError); // only counts when an exception is on its way
            else
                session.Upgrade.Leave();
        }
    }

    private static async Task<bool> TryProbeAsync(
        EngineSession session, WebSocketTransport transport, WebSocket socket, WebSocketReader reader)
    {
        using var timeout = session.Time.CreateTimer(
            static s => ((WebSocket)s!).AbortIfOpen(), socket, session.Options.UpgradeTimeout, Timeout.InfiniteTimeSpan);

        if (!await ExpectAsync(reader, EnginePacketType.Ping, "probe"u8.ToArray()).ConfigureAwait(false))
            return false;
        if (session.IsClosed || !await transport.TrySendNowAsync(EngineFrame.ProbePong).ConfigureAwait(false))
            return false;
        session.Upgrade.Probe();
        session.Transport?.Wake();

        return await ExpectAsync(reader, EnginePacketType.Upgrade, []).ConfigureAwait(false) && session.SwitchTransport(transport);
    }

    private static async ValueTask<bool> ExpectAsync(WebSocketReader reader, EnginePacketType type, byte[] data)
    {
        var read = await reader.ReadAsync().ConfigureAwait(false);
        return read is { End: null, IsBinary: false }
            && EnginePacket.TryParseText(read.Data, out var packet)
            && packet.Type == type
            && packet.Data.Span.SequenceEqual(data);
    }

    private static async Task ReceiveUntilEndAsync(EngineSession session, WebSocketTransport transport, WebSocketReader reader)
    {
        CloseReason? end = null;
        while (end is null)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            if (read.End is { } reason)
                end = reason;
            else if (!read.TryParse(session.Protocol, out var packet))
                session.Close(CloseReason.ParseError); // and read on, for the client's close frame
            else
                await session.ReceiveAsync(packet).ConfigureAwait(false);
        }

        session.Close(end.Value);
        await transport.CompleteAsync().ConfigureAwait(false);
    }

    private static async Task<(WebSocket Socket, CoalescingStream Stream)> AcceptAsync(HttpContext context, EngineOptions options)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = Timeout.InfiniteTimeSpan, // Engine.IO has a heartbeat of its own
            DangerousEnableCompression = options.PerMessageDeflate,
        }).ConfigureAwait(false);
        return (socket, context.Features.GetRequiredFeature<CoalescingFeature>().Stream!);
    }
}
