using System.Buffers;
using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>A WebSocket of ASP.NET Core's: over HTTP/2, with per-message deflate, and wherever HTTP keeps the connection.</summary>
internal sealed class PlatformWebSocket(WebSocket socket, CoalescingStream? stream, int maxPayload, IConnectionLimits? limits = null)
    : IWebSocketChannel
{
    private const int FirstRent = 4096;

    /// <summary>Larger frames leave in fragments of this size, in bytes: what is written is copied whole, for each client anew.</summary>
    private const int FragmentSize = 64 * 1024;

    private static readonly ReadOnlyMemory<byte> BinaryMessageV3 = new byte[] { (byte)EnginePacketType.Message };

    /// <summary>Smaller parts of a message are told of, in bytes, so that they are counted: they cost more than they bring.</summary>
    private const int SmallPart = 64;

    private byte[]? _buffer;
    private int _length; // of the message so far
    private bool _inMessage;
    private int _counted; // of the buffer, as held for the client
    private int _charged; // of the message that is under way
    private volatile WebSocketInput _expected;

    private int MaxPayload => _expected == WebSocketInput.Probe ? SmallPart : maxPayload;

    public async ValueTask<WebSocketRead> ReadAsync()
    {
        try
        {
            if (_inMessage)
                return await ReadMessageAsync().ConfigureAwait(false);
            var arrival = socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (!arrival.IsCompleted)
                Release();
            var first = await arrival.ConfigureAwait(false);
            if (first.MessageType == WebSocketMessageType.Close)
                return WebSocketRead.Ended(CloseReason.TransportClose);
            return first.EndOfMessage
                ? WebSocketRead.Message(default, first.MessageType == WebSocketMessageType.Binary)
                : await ReadMessageAsync().ConfigureAwait(false);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode is WebSocketError.Faulted or WebSocketError.InvalidMessageType)
        {
            return WebSocketRead.Ended(CloseReason.TransportError);
        }
        catch (Exception e) when (MeansGone(e))
        {
            return WebSocketRead.Ended(CloseReason.TransportClose);
        }
    }

    public void LeaveBuffer()
    {
        _buffer = null;
        Count(0);
    }

    /// <summary>Nothing else can wake whoever waits in the midst of a message.</summary>
    public void Expect(WebSocketInput input)
    {
        _expected = input;
        if (input == WebSocketInput.Close && Volatile.Read(ref _counted) > 0)
            Abort();
    }

    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol)
    {
        try
        {
            stream?.BeginBatch();
            for (var i = 0; i < frames.Length; i++)
                await WriteAsync(frames.Span[i], protocol).ConfigureAwait(false);
            if (stream is not null)
                await stream.EndBatchAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (MeansGone(e))
        {
            return false;
        }
    }

    /// <summary>The platform answers pings by itself and never tells of them.</summary>
    public ValueTask<bool> WritePongAsync(ReadOnlyMemory<byte> payload) => new(true);

    public async ValueTask CloseAsync(WebSocketCloseStatus status, string words)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, words, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (MeansGone(e))
        {
            Abort();
        }
    }

    public void Abort() => socket.AbortIfOpen();

    public void Release()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        LeaveBuffer();
    }

    private void Count(int held)
    {
        limits?.Keep(held - _counted);
        _counted = held;
    }

    private async ValueTask<WebSocketRead> ReadMessageAsync()
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(FirstRent);
        if (!_inMessage)
            (_inMessage, _length) = (true, 0);
        while (true)
        {
            var result = await socket.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return WebSocketRead.Ended(CloseReason.TransportClose);
            _inMessage = !result.EndOfMessage;
            if (_expected == WebSocketInput.Close)
            {
                _length = 0;
                await ChargeAsync(result.Count).ConfigureAwait(false);
                return WebSocketRead.Part();
            }

            _length += result.Count;
            if (_length > MaxPayload)
                return WebSocketRead.Ended(CloseReason.PayloadTooLarge);
            if (!_inMessage)
                return Whole(result.MessageType == WebSocketMessageType.Binary);
            await ChargeAsync(result.Count).ConfigureAwait(false);
            if (_length == _buffer.Length)
                Grow(_length);
            Count(_buffer.Length);
            if (result.Count < SmallPart)
                return WebSocketRead.Part();
        }
    }

    private WebSocketRead Whole(bool isBinary)
    {
        var charged = _charged;
        _charged = 0;
        return WebSocketRead.Message(_buffer.AsMemory(0, _length), isBinary) with { Charged = charged };
    }

    /// <inheritdoc cref="PipeWebSocket.ChargeAsync"/>
    private ValueTask ChargeAsync(int bytes)
    {
        if (limits is null || _expected == WebSocketInput.Probe)
            return ValueTask.CompletedTask;
        _charged += bytes;
        return limits.ChargeAsync(bytes);
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer!.Length * 2);
        _buffer.AsSpan(0, length).CopyTo(larger);
        Release();
        _buffer = larger;
    }

    private ValueTask WriteAsync(EngineFrame frame, EngineProtocol protocol)
    {
        if (frame.Length > FragmentSize)
            return WriteLargeAsync(frame, protocol);
        if (!frame.IsBinary)
        {
            return frame.Tail.IsEmpty
                ? SendAsync(frame.Bytes, WebSocketMessageType.Text, frame)
                : WriteTwoPartTextAsync(frame);
        }

        return protocol == EngineProtocol.V4
            ? SendAsync(frame.Bytes, WebSocketMessageType.Binary, frame)
            : WriteBinaryV3Async(frame);
    }

    private async ValueTask WriteLargeAsync(EngineFrame frame, EngineProtocol protocol)
    {
        var type = frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        if (frame.IsBinary && protocol == EngineProtocol.V3)
            await SendAsync(BinaryMessageV3, type, frame, isLast: false).ConfigureAwait(false);
        var fragment = ArrayPool<byte>.Shared.Rent(FragmentSize);
        try
        {
            for (var at = 0; at < frame.Length; at += FragmentSize)
            {
                var length = frame.CopyTo(fragment.AsSpan(0, FragmentSize), at);
                var isLast = at + length == frame.Length;
                await SendAsync(fragment.AsMemory(0, length), type, frame, isLast).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(fragment);
        }
    }

    /// <summary>
    /// Copied together, though a WebSocket message may come in several frames: some clients' libraries read text in one frame only,
    /// and a compressed message is smaller for it.
    /// </summary>
    private async ValueTask WriteTwoPartTextAsync(EngineFrame frame)
    {
        var whole = ArrayPool<byte>.Shared.Rent(frame.Length);
        try
        {
            frame.CopyTo(whole);
            await SendAsync(whole.AsMemory(0, frame.Length), WebSocketMessageType.Text, frame).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>Revision 3 puts the type before the bytes, as a number.</summary>
    private async ValueTask WriteBinaryV3Async(EngineFrame frame)
    {
        await SendAsync(BinaryMessageV3, WebSocketMessageType.Binary, frame, isLast: false).ConfigureAwait(false);
        await SendAsync(frame.Bytes, WebSocketMessageType.Binary, frame).ConfigureAwait(false);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, EngineFrame frame, bool isLast = true)
    {
        var flags = isLast ? WebSocketMessageFlags.EndOfMessage : WebSocketMessageFlags.None;
        if (!frame.MayCompress)
            flags |= WebSocketMessageFlags.DisableCompression;
        return socket.SendAsync(bytes, type, flags, CancellationToken.None);
    }

    /// <summary>Exceptions by which a WebSocket tells that its connection is gone.</summary>
    private static bool MeansGone(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;
}
