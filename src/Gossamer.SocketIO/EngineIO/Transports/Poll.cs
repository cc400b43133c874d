using System.Buffers;
using System.Text;
using Gossamer.SocketIO.EngineIO.Payloads;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>GET of a polling session: answers with all that waits, or waits until something does.</summary>
internal static class Poll
{
    private static readonly EngineFrame[] NoopOnly = [EngineFrame.Noop];

    public static async Task HandleAsync(HttpContext context, PollingTransport transport)
    {
        if (!transport.TryBeginPoll(out var woken))
        {
            transport.Session.Close(CloseReason.TransportError);
            await EngineError.ConcurrentRequest.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        using (context.RequestAborted.UnsafeRegister(static s => ((EngineSession)s!).Close(CloseReason.TransportClose), transport.Session))
        {
            if (!HasAnswer(transport))
                await woken.ConfigureAwait(false);
        }

        await AnswerAsync(context, transport).ConfigureAwait(false);
    }

    private static bool HasAnswer(PollingTransport transport)
    {
        var session = transport.Session;
        return session.IsClosed || session.Upgrade.IsProbed || session.HasWaiting(transport);
    }

    /// <summary>
    /// <code>
    /// something waits        ->  it alone: clients let a "1" in the same payload overtake what stands before it
    /// closed by the client   ->  "6"
    /// closed by the server   ->  "1", and for cause with the reason behind it, which clients leave alone: "1payload too large"
    /// upgrading or upgraded  ->  "6"
    /// </code>
    /// </summary>
    private static async Task AnswerAsync(HttpContext context, PollingTransport transport)
    {
        var session = transport.Session;
        using var end = new RequestEnd(session, Timeout.InfiniteTimeSpan, context.RequestAborted);
        var closed = session.IsClosed;
        var taken = session.TryTake(transport, out var batch);
        using (batch)
        {
            transport.EndPoll();
            if (closed && !taken)
                transport.Forget();
            ReadOnlyMemory<EngineFrame> frames = taken switch
            {
                true => batch.Frames,
                false when closed && session.Reason != CloseReason.TransportClose => new[] { CloseOf(session.Reason) },
                _ => NoopOnly,
            };
            await WriteAsync(context, transport, frames, end).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(
        HttpContext context, PollingTransport transport, ReadOnlyMemory<EngineFrame> frames, RequestEnd end)
    {
        var format = PayloadWriter.Choose(transport.Session.Protocol, transport.Base64Only, frames.Span);
        var body = new ArrayBufferWriter<byte>(TotalLength(frames.Span));
        PayloadWriter.Write(body, format, format == PayloadFormat.V3Text ? Disambiguate(transport, frames.Span) : frames.Span);

        context.Response.Headers.CacheControl = "no-store";
        var contentType = format == PayloadFormat.V3Binary ? "application/octet-stream" : "text/plain; charset=UTF-8";
        var session = transport.Session;
        session.Keep(body.Capacity);
        var watch = session.WriteWatch;
        if (!await ResponseBody.TryWriteAsync(context, contentType, body.WrittenMemory, watch, end).ConfigureAwait(false))
            session.Close(CloseReason.TransportClose); // packets in flight are lost, and so is the session
        session.Keep(-body.Capacity);
    }

    private static EngineFrame CloseOf(CloseReason reason) =>
        reason.IsTold() ? EngineFrame.Text(Encoding.UTF8.GetBytes("1" + reason.Words())) : EngineFrame.Close;

    private static EngineFrame[] Disambiguate(PollingTransport transport, ReadOnlySpan<EngineFrame> frames)
    {
        var sure = new EngineFrame[frames.Length];
        for (var i = 0; i < frames.Length; i++)
            sure[i] = transport.Disambiguate(frames[i]);
        return sure;
    }

    private static int TotalLength(ReadOnlySpan<EngineFrame> frames)
    {
        const int Overhead = 16;
        var total = 0;
        foreach (ref readonly var frame in frames)
            total += frame.Length + Overhead;
        return total;
    }
}
