using Gossamer.SocketIO.EngineIO.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>The request of a WebSocket: a session of its own, or the upgrade of a polling session.</summary>
internal static class WebSocketConnection
{
    /// <summary>How many control frames and parts of messages may come before each packet of an upgrade.</summary>
    private const int MaxAsides = 16;

    /// <summary>A session that begins and ends with this WebSocket.</summary>
    public static async Task OpenAsync(HttpContext context, EngineRequest request, EngineSession session, IEngineHandler handler)
    {
        try
        {
            await WebSocketAccept.RunAsync(context, session.Options, session, channel =>
                ServeAsync(channel, request, session, handler)).ConfigureAwait(false);
        }
        catch
        {
            session.Close(CloseReason.TransportError);
            throw;
        }
    }

    /// <summary>
    /// <code>
    /// client: 2probe    server: 3probe, and polls are answered at once so that the client can pause polling
    /// client: 5         this WebSocket carries the session
    /// </code>
    /// Anything else, or nothing within upgradeTimeout: the WebSocket is dropped, the session goes on polling.
    /// </summary>
    public static async Task UpgradeAsync(HttpContext context, EngineRequest request, EngineSession session, PollingTransport polling)
    {
        var isServed = false;
        try
        {
            await WebSocketAccept.RunAsync(context, session.Options, session, channel =>
            {
                isServed = true;
                return ServeUpgradeAsync(channel, request, session, polling);
            }).ConfigureAwait(false);
        }
        catch when (!isServed)
        {
            session.Upgrade.Leave();
            throw;
        }
    }

    private static async Task ServeAsync(IWebSocketChannel channel, EngineRequest request, EngineSession session, IEngineHandler handler)
    {
        var transport = new WebSocketTransport(session, channel, request.Base64Only);
        try
        {
            session.Open(transport, handler);
            await ReceiveUntilEndAsync(session, transport, channel).ConfigureAwait(false);
        }
        finally
        {
            session.Close(CloseReason.TransportError); // only counts when an exception is on its way
            await transport.CompleteAsync().ConfigureAwait(false); // the connection must not end under a writer
            channel.Release();
        }
    }

    private static async Task ServeUpgradeAsync(
        IWebSocketChannel channel, EngineRequest request, EngineSession session, PollingTransport polling)
    {
        var transport = new WebSocketTransport(session, channel, request.Base64Only);
        var upgraded = false;
        try
        {
            upgraded = await TryProbeAsync(session, transport, channel).ConfigureAwait(false);
            if (!upgraded)
            {
                channel.Abort();
                return;
            }

            await polling.RetireAsync().ConfigureAwait(false);
            await ReceiveUntilEndAsync(session, transport, channel).ConfigureAwait(false);
        }
        finally
        {
            if (upgraded)
            {
                session.Close(CloseReason.TransportError); // only counts when an exception is on its way
                await transport.CompleteAsync().ConfigureAwait(false);
            }
            else
            {
                session.Upgrade.Leave();
            }

            channel.Release();
        }
    }

    private static async Task<bool> TryProbeAsync(EngineSession session, WebSocketTransport transport, IWebSocketChannel channel)
    {
        using var timeout = session.Time.CreateTimer(
            static s => ((IWebSocketChannel)s!).Abort(), channel, session.Options.UpgradeTimeout, Timeout.InfiniteTimeSpan);

        if (!await ExpectAsync(channel, EnginePacketType.Ping, "probe"u8.ToArray()).ConfigureAwait(false))
            return false;
        if (session.IsClosed || !await channel.WriteAsync(new[] { EngineFrame.ProbePong }, session.Protocol).ConfigureAwait(false))
            return false;
        session.Upgrade.Probe();
        session.Transport?.Wake();

        return await ExpectAsync(channel, EnginePacketType.Upgrade, []).ConfigureAwait(false) && session.SwitchTransport(transport);
    }

    private static async ValueTask<bool> ExpectAsync(IWebSocketChannel channel, EnginePacketType type, byte[] data)
    {
        var read = await channel.ReadAsync().ConfigureAwait(false);
        for (var asides = 0; read.IsAside; asides++) // nothing else writes yet
        {
            if (asides == MaxAsides || (read.IsPing && !await channel.WritePongAsync(read.Data).ConfigureAwait(false)))
                return false;
            read = await channel.ReadAsync().ConfigureAwait(false);
        }

        return read is { End: null, Opcode: Opcode.Text }
            && EnginePacket.TryParseText(read.Data, out var packet)
            && packet.Type == type
            && packet.Data.Span.SequenceEqual(data);
    }

    private static async Task ReceiveUntilEndAsync(EngineSession session, WebSocketTransport transport, IWebSocketChannel channel)
    {
        var arrived = new ArrivedMessages(session, transport, channel);
        var read = await channel.ReadAsync().ConfigureAwait(false);
        while (read.End is null)
        {
            var isGathering = WokenWriters.TryGather();
            try
            {
                arrived.Handle(read);
            }
            finally
            {
                if (isGathering)
                    WokenWriters.Run();
            }

            await arrived.Handling.ConfigureAwait(false);
            read = await arrived.NextAsync().ConfigureAwait(false);
        }

        await default(BulkTurn); // a network that goes ends thousands
        session.Close(read.End.Value);
    }
}
