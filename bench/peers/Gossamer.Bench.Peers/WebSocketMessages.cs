using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

internal static class WebSocketMessages
{
    /// <summary>A whole message, which has to fit.</summary>
    /// <returns>Its length; null: there is no more.</returns>
    public static async ValueTask<int?> ReceiveWholeAsync(this WebSocket socket, Memory<byte> buffer)
    {
        var length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer[length..], CancellationToken.None);
            length += received.Count;
        }
        while (!received.EndOfMessage);
        return received.MessageType == WebSocketMessageType.Text ? length : null;
    }
}
