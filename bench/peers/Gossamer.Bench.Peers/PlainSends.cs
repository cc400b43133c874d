using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

/// <summary>ASP.NET Core's WebSockets, one send a message: what one writes without a library.</summary>
internal sealed class PlainSends : IRelaySends
{
    public bool PacksLinks => false;

    public async Task<IRelayClient> AcceptAsync(HttpContext context) => new Client(await context.WebSockets.AcceptWebSocketAsync());

    public IRelayClient Dialed(WebSocket socket) => new QueuedLink(socket);

    internal sealed class Client(WebSocket socket) : IRelayClient
    {
        private readonly SemaphoreSlim _sending = new(1);

        public ValueTask<int?> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveWholeAsync(buffer);

        public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
        }

        public void Dispose()
        {
            socket.Dispose();
            _sending.Dispose();
        }
    }
}
