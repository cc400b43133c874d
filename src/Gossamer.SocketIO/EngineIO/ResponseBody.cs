using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>Writes a whole answer to a client that may be gone already.</summary>
internal static class ResponseBody
{
    /// <returns>False when the client went away before it had all of the answer.</returns>
    public static async Task<bool> TryWriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        try
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
