using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.Transports;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>Writes a whole answer to a client that may be gone already.</summary>
internal static class ResponseBody
{
    /// <summary>An answer leaves in pieces, in bytes: that one of them moves on shows that the client reads.</summary>
    private const int WriteSize = 64 * 1024;

    /// <returns>False when the client went away before it had all of the answer.</returns>
    public static async Task<bool> TryWriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        Announce(context, contentType, body);
        try
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (MeansGone(e))
        {
            return false;
        }
    }

    /// <param name="context">The request.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="body">The body.</param>
    /// <param name="watch">Runs while a write waits for the client.</param>
    /// <param name="end">The client has gone, or is to be cut off.</param>
    /// <inheritdoc cref="TryWriteAsync(HttpContext, string, ReadOnlyMemory{byte})"/>
    public static async Task<bool> TryWriteAsync(
        HttpContext context, string contentType, ReadOnlyMemory<byte> body, WriteWatch watch, RequestEnd end)
    {
        Announce(context, contentType, body);
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        try
        {
            for (var at = 0; at < body.Length; at += WriteSize)
            {
                var piece = body.Slice(at, Math.Min(WriteSize, body.Length - at));
                var writing = context.Response.Body.WriteAsync(piece, end.Token);
                if (!writing.IsCompletedSuccessfully)
                {
                    watch.Begin(socket);
                    end.Stall();
                }

                await writing.ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception e) when (MeansGone(e))
        {
            if (end.Token.IsCancellationRequested)
                context.Abort();
            return false;
        }
        finally
        {
            watch.End();
        }
    }

    private static void Announce(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.XContentTypeOptions = "nosniff"; // what users write is in it, and no browser is to take it for a page
        context.Response.ContentLength = body.Length;
    }

    private static bool MeansGone(Exception e) => e is OperationCanceledException or IOException;
}
