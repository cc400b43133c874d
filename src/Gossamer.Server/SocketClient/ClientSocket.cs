using System.Net.WebSockets;
using Gossamer.SocketIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Server.SocketClient;

/// <summary>
/// A connection to the main namespace of a Socket.IO server: Engine.IO 4 over a WebSocket alone, Socket.IO 5, text only (ADR 28). One reads
/// from it; any number may send.
/// <code>
/// "2" from the server is a ping, answered by "3"; "4" begins a Socket.IO packet; "1" closes, "6" does nothing
/// </code>
/// </summary>
internal sealed class ClientSocket(ClientWebSocket socket, SocketClientOptions options, TimeProvider time) : IDisposable
{
    private const string Main = "/";

    /// <summary>What the wire can say; bounds of what is received are those of its messages.</summary>
    private static readonly PacketLimits Limits = new(MaxAttachments: 0);

    private static readonly byte[] Pong = "3"u8.ToArray();

    private readonly MessageReceiver _receiver = new(socket, options.MaxMessageBytes, time);
    private readonly SemaphoreSlim _sending = new(1);
    private TimeSpan _silence = options.ConnectTimeout;

    /// <summary>Reads the server's handshake. False: it does not speak Engine.IO 4.</summary>
    public async Task<bool> ShakeHandsAsync(CancellationToken cancellation)
    {
        if (Handshake.Read(await _receiver.ReceiveAsync(_silence, cancellation)) is not { } handshake)
            return false;
        _silence = handshake.Silence;
        return true;
    }

    /// <summary>The next packet; answers heartbeats meanwhile.</summary>
    /// <exception cref="SocketClientException">The connection is over.</exception>
    public async Task<ServerPacket> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var message = await _receiver.ReceiveAsync(_silence, cancellation);
            switch (message.IsEmpty ? 0 : message.Span[0])
            {
                case (byte)'1':
                    throw new SocketClientException("the server closed the connection");
                case (byte)'2':
                    await SendFrameAsync(Pong, cancellation);
                    break;
                case (byte)'4' when Read(message[1..]) is { } packet:
                    return packet;
            }
        }
    }

    /// <param name="type">CONNECT, EVENT or DISCONNECT.</param>
    /// <param name="json">What goes with it.</param>
    /// <param name="ackId">The number under which an answer is wanted.</param>
    /// <param name="cancellation">Ends it, and the connection.</param>
    /// <exception cref="SocketClientException">The connection is over.</exception>
    public Task SendAsync(PacketType type, ReadOnlyMemory<byte> json, long? ackId, CancellationToken cancellation) =>
        SendFrameAsync(PacketWriter.Frame(type, Main, json.Span, ackId), cancellation);

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    /// <summary>Null for what is none, or of another namespace, and passed over as socket.io-client does.</summary>
    private static ServerPacket? Read(ReadOnlyMemory<byte> text)
    {
        if (!PacketReader.TryRead(text, Limits, out var packet) || packet.Namespace.Length > Main.Length)
            return null;
        if (packet.Data.IsEmpty)
            return new ServerPacket(packet.Type, packet.AckId, default);
        return JsonFields.Parse(packet.Data) is { } data ? new ServerPacket(packet.Type, packet.AckId, data) : null;
    }

    private async Task SendFrameAsync(byte[] frame, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _sending.WaitAsync(either.Token);
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new SocketClientException("the server takes nothing", late);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            throw new SocketClientException("the connection broke", e);
        }
    }
}
