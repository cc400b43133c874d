using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

/// <summary>
/// A link of which all that has gathered leaves as one message, each part behind its length; the other server takes it apart.
/// </summary>
internal sealed class BatchedLink(WebSocket socket) : IRelayClient
{
    private readonly GatheredWrites _writes = new(
        RelayMessage.Pack, messages => socket.SendAsync(messages, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None));

    public ValueTask<int?> ReceiveAsync(Memory<byte> buffer) =>
        throw new NotSupportedException("Nothing is said on a link that was dialed.");

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => _writes.SendAsync(message);

    public void Dispose() => socket.Dispose();
}
