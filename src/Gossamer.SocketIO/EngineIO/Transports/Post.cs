using Gossamer.SocketIO.EngineIO.Payloads;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>POST of a polling session: packets from the client, answered by <c>ok</c> once all were handed on.</summary>
internal static class Post
{
    private static readonly byte[] Ok = "ok"u8.ToArray();

    public static async Task HandleAsync(HttpContext context, PollingTransport transport)
    {
        if (transport.Session.IsClosed) // and waits for the last poll: what comes now is not looked at, and so not read
        {
            await ResponseBody.TryWriteAsync(context, "text/plain; charset=UTF-8", Ok).ConfigureAwait(false);
            return;
        }

        if (!transport.TryBeginPost())
        {
            await RefuseAsync(context, transport).ConfigureAwait(false);
            return;
        }

        EngineError? error;
        try
        {
            error = await ReceiveAsync(context, transport).ConfigureAwait(false);
        }
        finally
        {
            transport.EndPost();
        }

        if (error is not null)
            await error.WriteAsync(context).ConfigureAwait(false);
        else
            await ResponseBody.TryWriteAsync(context, "text/plain; charset=UTF-8", Ok).ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context, PollingTransport transport)
    {
        if (!transport.IsCurrent)
            return EngineError.TransportMismatch.WriteAsync(context);
        transport.Session.Close(CloseReason.TransportError);
        return EngineError.ConcurrentRequest.WriteAsync(context);
    }

    private static async Task<EngineError?> ReceiveAsync(HttpContext context, PollingTransport transport)
    {
        var session = transport.Session;
        if (!TryChooseFormat(context, session.Protocol, out var format))
            return EngineError.InvalidPayload;

        using var body = new PostBody(session.Options.MaxPayload, session);
        switch (await ReadAsync(context, session, body).ConfigureAwait(false))
        {
            case PostBodyRead.Whole when !transport.IsCurrent:
                return EngineError.TransportMismatch; // the session was upgraded while the body was on its way
            case PostBodyRead.Whole:
                return await HandOnAsync(transport, format, body).ConfigureAwait(false);
            case PostBodyRead.TooLarge:
                session.Close(CloseReason.PayloadTooLarge);
                return EngineError.PayloadTooLarge;
            default:
                session.Close(CloseReason.TransportClose);
                return EngineError.BadRequest;
        }
    }

    /// <summary>No longer than a session may be silent, whose client can send nothing else meanwhile.</summary>
    private static async Task<PostBodyRead> ReadAsync(HttpContext context, EngineSession session, PostBody body)
    {
        using var end = new RequestEnd(session, session.SilenceLimit, context.RequestAborted);
        end.Stall();
        return await body.ReadAsync(context, end.Token).ConfigureAwait(false);
    }

    private static async Task<EngineError?> HandOnAsync(PollingTransport transport, PayloadFormat format, PostBody body)
    {
        var session = transport.Session;
        var reader = new PayloadReader(format, body.Bytes);
        while (true)
        {
            switch (reader.Read(out var packet))
            {
                case PayloadRead.End:
                    return null;
                case PayloadRead.Packet:
                    await ReceiveAsync(session, transport.Disambiguate(packet), body).ConfigureAwait(false);
                    if (session.IsClosed)
                        return session.Reason == CloseReason.ParseError ? EngineError.InvalidPayload : null;
                    break;
                default:
                    session.Close(CloseReason.ParseError);
                    return EngineError.InvalidPayload;
            }
        }
    }

    private static ValueTask ReceiveAsync(EngineSession session, in EnginePacket packet, PostBody body)
    {
        try
        {
            return session.ReceiveAsync(packet);
        }
        finally
        {
            session.OnArrivedHandled();
            if (session.TakeKeepsData())
                body.LeaveBuffer();
        }
    }

    private static bool TryChooseFormat(HttpContext context, EngineProtocol protocol, out PayloadFormat format)
    {
        var isBytes = context.Request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;
        format = protocol == EngineProtocol.V4 ? PayloadFormat.V4 : isBytes ? PayloadFormat.V3Binary : PayloadFormat.V3Text;
        return !(isBytes && protocol == EngineProtocol.V4);
    }
}
