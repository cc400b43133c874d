using System.Net.WebSockets;
using System.Text;

namespace Gossamer.Mesh.Direct;

/// <summary>Reasons of the mesh as close frames of a WebSocket and back.</summary>
internal static class WebSocketClose
{
    private const int MaxDescriptionBytes = 123; // RFC 6455, section 5.5: 125 less the status

    /// <summary>Says why and ends this side; the other side's answer is for the reader to find.</summary>
    internal static Task SayAsync(WebSocket socket, LinkClose reason, CancellationToken ct)
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
