using System.Buffers;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// A packet on its way out, already in its wire form, so that one encoding serves every receiver.
/// Text: the type's character and the data. Binary: a message's bare bytes; the transport adds what its revision wants.
/// </summary>
internal readonly record struct EngineFrame(ReadOnlyMemory<byte> Bytes, bool IsBinary = false)
{
    public static readonly EngineFrame Close = Text("1"u8);
    public static readonly EngineFrame Ping = Text("2"u8);
    public static readonly EngineFrame Pong = Text("3"u8);
    public static readonly EngineFrame ProbePong = Text("3probe"u8);
    public static readonly EngineFrame Noop = Text("6"u8);

    /// <summary>
    /// What follows <see cref="Bytes"/> in the same packet; text only. So one encoded head can be shared by receivers whose packets
    /// differ at their ends. A character's UTF-8 sequence is never split between the two parts: each is valid UTF-8 by itself.
    /// </summary>
    public ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>Whether a WebSocket with per-message deflate may compress it.</summary>
    public bool MayCompress { get; init; } = true;

    /// <summary>Both parts together, in bytes.</summary>
    public int Length => Bytes.Length + Tail.Length;

    /// <summary>All of them, in bytes.</summary>
    public static long LengthOf(ReadOnlySpan<EngineFrame> frames)
    {
        long length = 0;
        foreach (ref readonly var frame in frames)
            length += frame.Length;
        return length;
    }

    public static EngineFrame Text(ReadOnlySpan<byte> packet) => new(packet.ToArray());

    /// <summary>Writes both parts, one behind the other.</summary>
    /// <param name="output">Has room for <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> output)
    {
        Bytes.Span.CopyTo(output);
        Tail.Span.CopyTo(output[Bytes.Length..]);
    }

    /// <summary>Writes what stands behind the first bytes, as much as there is room for.</summary>
    /// <returns>How many bytes were written.</returns>
    public int CopyTo(Span<byte> output, int start)
    {
        var first = Part(Bytes.Span, start, output.Length);
        first.CopyTo(output);
        var second = Part(Tail.Span, Math.Max(0, start - Bytes.Length), output.Length - first.Length);
        second.CopyTo(output[first.Length..]);
        return first.Length + second.Length;
    }

    /// <summary>The same with its bytes as text, for a client that asks for that (<c>b64=1</c>).</summary>
    public EngineFrame AsText(EngineProtocol protocol)
    {
        if (!IsBinary)
            return this;
        var text = new ArrayBufferWriter<byte>(2 + Base64Text.Length(Bytes.Length));
        WriteBytesAsText(text, protocol);
        return new(text.WrittenMemory) { MayCompress = MayCompress };
    }

    /// <summary>Writes a binary message as text: "b" and base64, with the type between them in revision 3.</summary>
    public void WriteBytesAsText(IBufferWriter<byte> output, EngineProtocol protocol)
    {
        output.Write(protocol == EngineProtocol.V3 ? "b4"u8 : "b"u8);
        Base64Text.Write(output, Bytes.Span);
    }

    public static EngineFrame PongTo(ReadOnlySpan<byte> pingData) => pingData.IsEmpty ? Pong : Text([(byte)'3', .. pingData]);

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, int start, int room) =>
        start >= bytes.Length ? [] : bytes.Slice(start, Math.Min(room, bytes.Length - start));
}
