using System.Net.WebSockets;
using System.Threading.Channels;

namespace Gossamer.Bench.Peers;

/// <summary>A link with a queue and one who sends what is in it, one send a message: nobody waits for a turn.</summary>
internal sealed class QueuedLink : IRelayClient
{
    private const int Bound = 10_000; // more than is ever under way

    private readonly Channel<byte[]> _waiting =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Bound) { SingleReader = true });

    private readonly WebSocket _socket;

    public QueuedLink(WebSocket socket)
    {
        _socket = socket;
        _ = WriteAsync();
    }

    public ValueTask<int?> ReceiveAsync(Memory<byte> buffer) =>
        throw new NotSupportedException("Nothing is said on a link that was dialed.");

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => _waiting.Writer.WriteAsync(message.ToArray());

    public void Dispose() => _socket.Dispose();

    private async Task WriteAsync()
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync())
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }
}
