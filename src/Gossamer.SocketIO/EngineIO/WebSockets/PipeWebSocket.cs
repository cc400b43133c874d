using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// A WebSocket straight on the pipes of a connection that HTTP has handed over: frames are read where the transport put them and
/// written where it takes them from, any number to a flush.
/// </summary>
internal sealed class PipeWebSocket(ConnectionContext connection, int maxPayload, IConnectionLimits? limits = null) : IWebSocketChannel
{
    /// <summary>
    /// With more than this unflushed, writing waits for the transport to take it, in bytes; larger frames are written in slices of this
    /// size. For what is unflushed is a copy of its own for each client, of frames that they all share.
    /// </summary>
    private const int FlushSize = 64 * 1024;

    private readonly PipeReader _input = connection.Transport.Input;
    private readonly PipeWriter _output = connection.Transport.Output;
    private readonly MessageReader _messages = new(maxPayload);
    private ReadOnlySequence<byte> _unread;
    private int _counted; // of the reader's buffer, as held for the client
    private volatile WebSocketInput _expected;
    private volatile CancellationTokenSource? _partialWait; // for the rest of a message
    private WebSocketInput _applied;
    private int _charged; // of the message that is under way
    private bool _isReading;
    private bool _isComplete;

    public ValueTask<WebSocketRead> ReadAsync()
    {
        ApplyExpected();
        return _messages.TryRead(ref _unread, out var read) ? new ValueTask<WebSocketRead>(Charged(read)) : WaitAsync();
    }

    public void LeaveBuffer()
    {
        _messages.LeaveBuffer();
        CountHeld();
    }

    public void Expect(WebSocketInput input)
    {
        _expected = input;
        Interlocked.MemoryBarrier(); // whoever waits from now on sees it
        if (input == WebSocketInput.Close)
            _partialWait?.Cancel(); // whoever waits in the midst of a message lets go of it
    }

    public ValueTask<bool> WriteAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol)
    {
        var next = WriteUntilFull(frames.Span, protocol);
        return next == frames.Length ? FlushAsync() : WriteRestAsync(frames[next..], protocol);
    }

    public ValueTask<bool> WritePongAsync(ReadOnlyMemory<byte> payload)
    {
        Write(Opcode.Pong, [], payload.Span);
        return FlushAsync();
    }

    /// <summary>
    /// <code>
    /// payload = status (16 bits)  words (UTF-8)
    /// </code>
    /// </summary>
    public async ValueTask CloseAsync(WebSocketCloseStatus status, string words)
    {
        var payload = new byte[sizeof(ushort) + Encoding.UTF8.GetByteCount(words)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)status);
        Encoding.UTF8.GetBytes(words, payload.AsSpan(sizeof(ushort)));
        Write(Opcode.Close, [], payload);
        await FlushAsync().ConfigureAwait(false);
    }

    public void Abort()
    {
        try
        {
            connection.Abort(new ConnectionAbortedException("The Socket.IO session has ended."));
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended by itself.
        }
    }

    public void Release()
    {
        _messages.End();
        _input.Complete();
        CountHeld();
    }

    private async ValueTask<WebSocketRead> WaitAsync()
    {
        try
        {
            while (true)
            {
                if (_isReading)
                    _input.AdvanceTo(_unread.Start, _unread.End);
                (_isReading, _unread) = (false, default);
                if (_isComplete)
                    return WebSocketRead.Ended(CloseReason.TransportClose);

                var token = WaitToken();
                var arrival = _input.ReadAsync(token);
                if (!arrival.IsCompleted)
                    Rest();
                try
                {
                    var result = await arrival.ConfigureAwait(false);
                    (_unread, _isReading, _isComplete) = (result.Buffer, true, result.IsCompleted);
                }
                catch (OperationCanceledException) when (token.IsCancellationRequested)
                {
                    // The rest of the message is not waited for.
                }

                ApplyExpected();
                var arrived = _unread.Length;
                if (_messages.TryRead(ref _unread, out var read))
                    return Charged(read);
                CountHeld(); // it is held for as long as the client is made to wait
                await ChargeAsync((int)(arrived - _unread.Length)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (MeansGone(e))
        {
            return WebSocketRead.Ended(CloseReason.TransportClose);
        }
    }

    /// <summary>Waiting for the rest of a message ends when no message is expected any more.</summary>
    private CancellationToken WaitToken()
    {
        if (!_messages.HasPart || _applied == WebSocketInput.Close)
            return CancellationToken.None;
        _partialWait ??= new CancellationTokenSource();
        Interlocked.MemoryBarrier(); // whoever expects something else from now on cancels it
        ApplyExpected();
        return _applied == WebSocketInput.Close ? CancellationToken.None : _partialWait.Token;
    }

    private void ApplyExpected()
    {
        var expected = _expected;
        if (expected == _applied)
            return;
        _applied = expected;
        _messages.Expect(expected);
        CountHeld();
    }

    /// <summary>
    /// A part of a message that has not come whole: it has been taken, whether or not the rest ever comes. An upgrade has no rates yet.
    /// </summary>
    private ValueTask ChargeAsync(int bytes)
    {
        if (limits is null || _applied == WebSocketInput.Probe || bytes == 0)
            return ValueTask.CompletedTask;
        _charged += bytes;
        return limits.ChargeAsync(bytes);
    }

    private WebSocketRead Charged(WebSocketRead read)
    {
        if (_charged == 0 || read.IsAside)
            return read;
        var charged = _charged;
        _charged = 0;
        return read with { Charged = charged };
    }

    private void Rest()
    {
        _messages.Rest();
        CountHeld();
    }

    private void CountHeld()
    {
        var held = _messages.HeldBytes + ((_input as TcpReader)?.HeldBytes ?? 0);
        if (held == _counted)
            return;
        limits?.Keep(held - _counted);
        _counted = held;
    }

    /// <returns>How many were written.</returns>
    private int WriteUntilFull(ReadOnlySpan<EngineFrame> frames, EngineProtocol protocol)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            if (_output.UnflushedBytes >= FlushSize || frames[i].Length > FlushSize)
                return i;
            Write(frames[i], protocol);
        }

        return frames.Length;
    }

    private async ValueTask<bool> WriteRestAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol)
    {
        while (await FlushAsync().ConfigureAwait(false))
        {
            if (frames.IsEmpty)
                return true;
            if (frames.Span[0].Length > FlushSize)
            {
                if (!await WriteLargeAsync(frames.Span[0], protocol).ConfigureAwait(false))
                    return false;
                frames = frames[1..];
            }

            frames = frames[WriteUntilFull(frames.Span, protocol)..];
        }

        return false;
    }

    private ValueTask<bool> WriteLargeAsync(EngineFrame frame, EngineProtocol protocol)
    {
        var hasType = frame.IsBinary && protocol == EngineProtocol.V3;
        var span = _output.GetSpan(FrameHeader.MaxSize + 1);
        var size = FrameHeader.Write(span, frame.IsBinary ? Opcode.Binary : Opcode.Text, frame.Length + (hasType ? 1 : 0));
        if (hasType)
            span[size++] = (byte)EnginePacketType.Message;
        _output.Advance(size);
        return WriteSlicesAsync(frame);
    }

    private async ValueTask<bool> WriteSlicesAsync(EngineFrame frame) =>
        await WriteSlicesAsync(frame.Bytes).ConfigureAwait(false) && await WriteSlicesAsync(frame.Tail).ConfigureAwait(false);

    private async ValueTask<bool> WriteSlicesAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += FlushSize)
        {
            _output.Write(bytes.Span.Slice(at, Math.Min(FlushSize, bytes.Length - at)));
            if (!await FlushAsync().ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Revision 3 puts the type before a message's bytes, as a number.</summary>
    private void Write(in EngineFrame frame, EngineProtocol protocol)
    {
        if (!frame.IsBinary)
            Write(Opcode.Text, frame.Bytes.Span, frame.Tail.Span);
        else if (protocol == EngineProtocol.V4)
            Write(Opcode.Binary, [], frame.Bytes.Span);
        else
            Write(Opcode.Binary, [(byte)EnginePacketType.Message], frame.Bytes.Span);
    }

    /// <summary>One frame: its payload in two parts, either of which may be empty.</summary>
    private void Write(Opcode opcode, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = first.Length + second.Length;
        var span = _output.GetSpan(FrameHeader.MaxSize);
        var size = FrameHeader.Write(span, opcode, length);
        if (span.Length - size >= length)
        {
            first.CopyTo(span[size..]);
            second.CopyTo(span[(size + first.Length)..]);
            _output.Advance(size + length);
            return;
        }

        _output.Advance(size);
        _output.Write(first);
        _output.Write(second);
    }

    private ValueTask<bool> FlushAsync()
    {
        var flush = _output.FlushAsync();
        return flush.IsCompletedSuccessfully ? new ValueTask<bool>(!flush.Result.IsCompleted) : AwaitFlushAsync(flush);
    }

    private async ValueTask<bool> AwaitFlushAsync(ValueTask<FlushResult> flush)
    {
        var watch = limits?.WriteWatch;
        watch?.Begin(connection.Features.Get<IConnectionSocketFeature>()?.Socket);
        try
        {
            return !(await flush.ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception e) when (MeansGone(e))
        {
            return false;
        }
        finally
        {
            watch?.End();
        }
    }

    private static bool MeansGone(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException;
}
