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

    /// <summary>Both parts together, in bytes.</summary>
    public int Length => Bytes.Length + Tail.Length;

    public static EngineFrame Text(ReadOnlySpan<byte> packet) => new(packet.ToArray());

    /// <summary>Writes both parts, one behind the other.</summary>
    /// <param name="output">Has room for <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> output)
    {
        Bytes.Span.CopyTo(output);
        Tail.Span.CopyTo(output[Bytes.Length..]);
    }

    public static EngineFrame PongTo(ReadOnlySpan<byte> pingData) => pingData.IsEmpty ? Pong : Text([(byte)'3', .. pingData]);
}
