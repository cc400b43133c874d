namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// A whole message, or a ping to be answered, valid until the next read; or why there is none: then <see cref="End"/> tells how the
/// session ends.
/// </summary>
internal readonly record struct WebSocketRead(ReadOnlyMemory<byte> Data, Opcode Opcode, CloseReason? End)
{
    public bool IsPing => Opcode == Opcode.Ping;

    public static WebSocketRead Message(ReadOnlyMemory<byte> data, bool isBinary) =>
        new(data, isBinary ? Opcode.Binary : Opcode.Text, End: null);

    public static WebSocketRead Ping(ReadOnlyMemory<byte> data) => new(data, Opcode.Ping, End: null);

    public static WebSocketRead Ended(CloseReason reason) => new(default, Opcode.Close, reason);

    public bool TryParse(EngineProtocol protocol, out EnginePacket packet) =>
        Opcode == Opcode.Binary ? EnginePacket.TryParseBinary(protocol, Data, out packet) : EnginePacket.TryParseText(Data, out packet);
}
