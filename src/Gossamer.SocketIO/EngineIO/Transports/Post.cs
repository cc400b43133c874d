using System.Buffers;
using Gossamer.SocketIO.EngineIO.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>POST of a polling session: packets from the client, answered by <c>ok</c> once all were handed on.</summary>
internal static class Post
{
    private const int BodyTooLarge = -1;
    private const int BodyAborted = -2;

    private static readonly byte[] Ok = "ok"u8.ToArray();

    public static async Task HandleAsync(HttpContext context, PollingTransport transport)
    {
        if (!transport.TryBeginPost())
        {
            transport.Session.Close(CloseReason.TransportError);
            await EngineError.ConcurrentRequest.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var error = await ReceiveAsync(context, transport).ConfigureAwait(false);
        transport.EndPost();
        if (error is not null)
            await error.WriteAsync(context).ConfigureAwait(false);
        else
            await ResponseBody.TryWriteAsync(context, "text/plain; charset=UTF-8", Ok).ConfigureAwait(false);
    }

    private static async Task<EngineError?> ReceiveAsync(HttpContext context, PollingTransport transport)
    {
        var session = transport.Session;
        if (!TryChooseFormat(context, session.Protocol, out var format))
            return EngineError.InvalidPayload;

        var body = ArrayPool<byte>.Shared.Rent((int)Math.Min(context.Request.ContentLength ?? 4096, session.Options.MaxPayload) + 1);
        try
        {
            (body, var length) = await ReadBodyAsync(context, session, body).ConfigureAwait(false);
            return length switch
            {
                BodyAborted => EngineError.BadRequest,
                BodyTooLarge => EngineError.PayloadTooLarge,
                _ => await HandOnAsync(transport, format, body.AsMemory(0, length)).ConfigureAwait(false),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    /// <returns>The buffer, perhaps a larger one than was given, and how much of it the body fills.</returns>
    private static async Task<(byte[] Buffer, int Length)> ReadBodyAsync(HttpContext context, EngineSession session, byte[] buffer)
    {
        var max = session.Options.MaxPayload;
        if (context.Request.ContentLength > max)
            return (buffer, BodyTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = (long)max + 1;

        var length = 0;
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length > max)
                    return (buffer, BodyTooLarge);
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            session.Close(CloseReason.TransportClose);
            return (buffer, BodyAborted);
        }

        return (buffer, length);
    }

    private static async Task<EngineError?> HandOnAsync(PollingTransport transport, PayloadFormat format, ReadOnlyMemory<byte> body)
    {
        var session = transport.Session;
        var reader = new PayloadReader(format, body);
        while (true)
        {
            switch (reader.Read(out var packet))
            {
                case PayloadRead.End:
                    return null;
                case PayloadRead.Packet:
                    await session.ReceiveAsync(transport.Disambiguate(packet)).ConfigureAwait(false);
                    if (session.IsClosed && session.Reason == CloseReason.ParseError)
                        return EngineError.InvalidPayload;
                    break;
                default:
                    session.Close(CloseReason.ParseError);
                    return EngineError.InvalidPayload;
            }
        }
    }

    private static bool TryChooseFormat(HttpContext context, EngineProtocol protocol, out PayloadFormat format)
    {
        var isBytes = context.Request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;
        format = protocol == EngineProtocol.V4 ? PayloadFormat.V4 : isBytes ? PayloadFormat.V3Binary : PayloadFormat.V3Text;
        return !(isBytes && protocol == EngineProtocol.V4);
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
