using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.Bench.Peers;

/// <summary>
/// Frames of its own making (RFC 6455, 5.2), of which all that have gathered leave with one write: the next best thing that one writes
/// without a library. ASP.NET Core's WebSocket reads.
/// </summary>
internal sealed class BatchedSends : IRelaySends
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

    public bool PacksLinks => true;

    public async Task<IRelayClient> AcceptAsync(HttpContext context)
    {
        var key = Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + KeySuffix);
#pragma warning disable CA5350 // RFC 6455 has it
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(key));
#pragma warning restore CA5350
        (context.Response.Headers.Upgrade, context.Response.Headers.Connection) = ("websocket", "Upgrade");
        return new Client(await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync());
    }

    /// <summary>Messages that have gathered go as one, each behind its length, which the other server takes apart.</summary>
    public IRelayClient Dialed(WebSocket socket) => new BatchedLink(socket);

    private sealed class Client(Stream stream) : IRelayClient
    {
        private const byte WholeText = 0x81;
        private const int ShortLength = 125;
        private const byte LengthOf16Bits = 126;

        private readonly WebSocket _reader = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        private readonly GatheredWrites _writes = new(AddFrame, frames => stream.WriteAsync(frames));

        public ValueTask<int?> ReceiveAsync(Memory<byte> buffer) => _reader.ReceiveWholeAsync(buffer);

        public ValueTask SendAsync(ReadOnlyMemory<byte> message) => _writes.SendAsync(message);

        public void Dispose() => _reader.Dispose();

        private static void AddFrame(IBufferWriter<byte> waiting, ReadOnlySpan<byte> message)
        {
            var head = message.Length > ShortLength ? 4 : 2;
            var frame = waiting.GetSpan(head + message.Length);
            (frame[0], frame[1]) = (WholeText, head == 2 ? (byte)message.Length : LengthOf16Bits);
            if (head == 4)
                BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)message.Length);
            message.CopyTo(frame[head..]);
            waiting.Advance(head + message.Length);
        }
    }
}
