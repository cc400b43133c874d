using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>The request of a WebSocket: a session of its own, or the upgrade of a polling session.</summary>
internal static class WebSocketConnection
{
    /// <summary>How many control frames and parts of messages may come before each packet of an upgrade.</summary>
    private const int MaxAsides = 16;

    private enum Probe
    {
        /// <summary>What came is what had to come.</summary>
        Upgraded,

        /// <summary>Something else came, or the session has ended.</summary>
        Refused,

        /// <summary>The WebSocket has ended.</summary>
        Ended,
    }

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
    /// Anything else, or nothing within upgradeTimeout: the WebSocket is closed, the session goes on polling.
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

    /// <summary>
    /// The session cannot be upgraded, or has been: as from Engine.IO's own server the WebSocket is accepted and closed, and the session
    /// goes on as it was.
    /// </summary>
    public static Task RefuseAsync(HttpContext context, EngineSession session) =>
        WebSocketAccept.RunAsync(context, session.Options, session, async channel =>
        {
            await EndAsync(channel, session, isEnded: false).ConfigureAwait(false);
            channel.Release();
        });

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
        channel.Expect(WebSocketInput.Probe);
        try
        {
            var probe = await ProbeAsync(session, transport, channel).ConfigureAwait(false);
            upgraded = probe == Probe.Upgraded;
            if (!upgraded)
            {
                await EndAsync(channel, session, isEnded: probe == Probe.Ended).ConfigureAwait(false);
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

    /// <summary>With a close frame and FIN, not by force: what was sent is to be taken.</summary>
    private static async ValueTask EndAsync(IWebSocketChannel channel, EngineSession session, bool isEnded)
    {
        using var timeout = session.Time.CreateTimer(
            static s => ((IWebSocketChannel)s!).Abort(), channel, session.Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        channel.Expect(WebSocketInput.Probe); // anything longer is its end
        await channel.CloseAsync(WebSocketCloseStatus.NormalClosure, "").ConfigureAwait(false);
        for (var asides = 0; !isEnded && asides <= MaxAsides; asides++)
            isEnded = (await channel.ReadAsync().ConfigureAwait(false)).End is not null;
    }

    private static async Task<Probe> ProbeAsync(EngineSession session, WebSocketTransport transport, IWebSocketChannel channel)
    {
        using var timeout = session.Time.CreateTimer(
            static s => ((IWebSocketChannel)s!).Abort(), channel, session.Options.UpgradeTimeout, Timeout.InfiniteTimeSpan);

        var probe = await ExpectAsync(channel, EnginePacketType.Ping, "probe"u8.ToArray()).ConfigureAwait(false);
        if (probe != Probe.Upgraded)
            return probe;
        if (session.IsClosed)
            return Probe.Refused;
        if (!await channel.WriteAsync(new[] { EngineFrame.ProbePong }, session.Protocol).ConfigureAwait(false))
            return Probe.Ended;
        session.Upgrade.Probe();
        session.Transport?.Wake();

        probe = await ExpectAsync(channel, EnginePacketType.Upgrade, []).ConfigureAwait(false);
        if (probe != Probe.Upgraded)
            return probe;
        channel.Expect(WebSocketInput.Messages); // before it is the session's, whose end says what may come then
        return session.SwitchTransport(transport) ? Probe.Upgraded : Probe.Refused;
    }

    private static async ValueTask<Probe> ExpectAsync(IWebSocketChannel channel, EnginePacketType type, byte[] data)
    {
        var read = await channel.ReadAsync().ConfigureAwait(false);
        for (var asides = 0; read.IsAside; asides++) // nothing else writes yet
        {
            if (asides == MaxAsides)
                return Probe.Refused;
            if (read.IsPing && !await channel.WritePongAsync(read.Data).ConfigureAwait(false))
                return Probe.Ended;
            read = await channel.ReadAsync().ConfigureAwait(false);
        }

        if (read.End is not null)
            return Probe.Ended;
        return read.Opcode == Opcode.Text
            && EnginePacket.TryParseText(read.Data, out var packet)
            && packet.Type == type
            && packet.Data.Span.SequenceEqual(data) ? Probe.Upgraded : Probe.Refused;
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
