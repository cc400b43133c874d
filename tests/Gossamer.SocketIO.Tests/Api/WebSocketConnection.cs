using System.Net.WebSockets;
using System.Text;

namespace Gossamer.SocketIO.Tests.Api;

internal sealed class WebSocketConnection : Connection, IConnectionOptions
{
    private readonly SemaphoreSlim _sending = new(1);

    private WebSocketConnection(Dialect dialect)
        : base(dialect)
    {
    }

    public ClientWebSocket WebSocket { get; } = new();

    public HttpMessageInvoker? Invoker { get; set; }

    public static async Task<Connection> OpenAsync(Uri uri, Dialect dialect, Action<IConnectionOptions>? configure)
    {
        var connection = new WebSocketConnection(dialect);
        configure?.Invoke(connection);
        await connection.WebSocket.ConnectAsync(uri, connection.Invoker, ApiServer.Cancelled);
        await connection.ReadOneAsync();
        _ = connection.ReadAsync();
        return connection;
    }

    public override Task CloseAsync() => WebSocket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public override void Abort() => WebSocket.Abort();

    public override ValueTask DisposeAsync()
    {
        WebSocket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task WriteAsync(string packet) => WriteAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text);

    protected override Task WriteAsync(byte[] message) =>
        WriteAsync(Dialect.Revision == 4 ? message : [4, .. message], WebSocketMessageType.Binary);

    private async Task WriteAsync(byte[] bytes, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await WebSocket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadOneAsync())
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The end, however it came.
        }

        End();
    }

    private async Task<bool> ReadOneAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await WebSocket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return false;
            message.Write(buffer.AsSpan(0, read.Count));
            if (!read.EndOfMessage)
                continue;
            if (read.MessageType == WebSocketMessageType.Text)
                await ReceiveAsync(Encoding.UTF8.GetString(message.ToArray()));
            else
                Receive(Dialect.Revision == 4 ? message.ToArray() : message.ToArray()[1..]);
            return true;
        }
    }
}
