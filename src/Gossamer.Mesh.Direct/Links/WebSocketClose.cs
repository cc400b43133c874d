using System.Net.WebSockets;
using System.Text;

namespace Gossamer.Mesh.Direct;

/// <summary>Reasons of the mesh as close frames of a WebSocket and back.</summary>
internal static class WebSocketClose
{
    private const int MaxDescriptionBytes = 123; // RFC 6455, section 5.5: 125 less the status

    /// <summary>
    /// Sends the close frame with the reason, if the connection can still take one; the other side's answer is for the reader to find.
    /// </summary>
    internal static async Task TrySayAsync(WebSocket socket, LinkClose reason, CancellationToken ct)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await SayAsync(socket, reason, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            // The connection is gone already: what was to be said cannot be heard.
        }
    }

    private static Task SayAsync(WebSocket socket, LinkClose reason, CancellationToken ct)
    {
        var code = reason.Code is >= LinkCloseCode.Goodbye and < LinkCloseCode.ConnectFailed
            ? (WebSocketCloseStatus)reason.Code
            : WebSocketCloseStatus.NormalClosure;
        return socket.CloseOutputAsync(code, Shorten(reason.Detail ?? ""), ct);
    }

    internal static LinkClose Read(WebSocket socket)
    {
        var code = (LinkCloseCode)(int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty);
        var detail = socket.CloseStatusDescription is { Length: > 0 } text ? text : null;
        return Enum.IsDefined(code) && code < LinkCloseCode.ConnectFailed
            ? new(code, detail)
            : new(LinkCloseCode.ConnectionLost, $"closed with status {(int)code}{(detail is null ? "" : ": ")}{detail}");
    }

    private static string Shorten(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > MaxDescriptionBytes)
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return text;
    }
}
