using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <content>Frames to the client, any number to a flush.</content>
internal sealed partial class PipeWebSocket
{
    /// <summary>
    /// With more than this unflushed, writing waits for the transport to take it, in bytes; larger frames are written in slices of this
    /// size. For what is unflushed is a copy of its own for each client, of frames that they all share.
    /// </summary>
    private const int FlushSize = 64 * 1024;

    private readonly PipeWriter _output = connection.Transport.Output;

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
}
