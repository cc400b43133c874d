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

    public static EngineFrame Text(ReadOnlySpan<byte> packet) => new(packet.ToArray());

    public static EngineFrame PongTo(ReadOnlySpan<byte> pingData) => pingData.IsEmpty ? Pong : Text([(byte)'3', .. pingData]);
}
