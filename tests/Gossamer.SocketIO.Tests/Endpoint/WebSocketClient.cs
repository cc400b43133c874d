using System.Net.WebSockets;
using System.Text;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Engine.IO over a WebSocket by hand: text as it is, bytes as hexadecimal digits behind "hex:".</summary>
internal sealed class WebSocketClient : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];

    private WebSocketClient(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static async Task<WebSocketClient> ConnectAsync(Uri url, Action<ClientWebSocket>? configure = null,
        HttpMessageInvoker? invoker = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        configure?.Invoke(socket);
        var ws = new UriBuilder(url) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(ws, invoker, CancellationToken.None).Soon();
        return new WebSocketClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary, bool end = true) =>
        Socket.SendAsync(bytes, type, end, CancellationToken.None).Soon();

    /// <summary>The next message; "close" and its status when there is none any more, "gone" when there is not even that.</summary>
    public async Task<string> ReceiveAsync()
    {
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var result = await Socket.ReceiveAsync(_buffer, CancellationToken.None).Soon();
                if (result.MessageType == WebSocketMessageType.Close)
                    return $"close {(int?)Socket.CloseStatus} {Socket.CloseStatusDescription}";
                message.Write(_buffer, 0, result.Count);
                if (!result.EndOfMessage)
                    continue;
                return result.MessageType == WebSocketMessageType.Text
                    ? Encoding.UTF8.GetString(message.ToArray())
                    : "hex:" + Convert.ToHexString(message.ToArray());
            }
        }
        catch (WebSocketException)
        {
            return "gone";
        }
    }

    /// <summary>Reads on, past what was on its way, to the end.</summary>
    public async Task<string> ReceiveEndAsync()
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message == "gone" || message.StartsWith("close ", StringComparison.Ordinal))
                return message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).Soon();
        }
        catch (WebSocketException)
        {
            // the server was faster
        }

        Socket.Dispose();
    }
}
