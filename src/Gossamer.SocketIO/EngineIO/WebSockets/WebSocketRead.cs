namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// A whole message, or a ping to be answered, valid until the next read; a frame that is nothing to answer, told so that it is counted; or
/// why there is none: then <see cref="End"/> tells how the session ends.
/// </summary>
internal readonly record struct WebSocketRead(ReadOnlyMemory<byte> Data, Opcode Opcode, CloseReason? End)
{
    /// <summary>Bytes of it that were charged to the client as they came.</summary>
    public int Charged { get; init; }

    public bool IsPing => Opcode == Opcode.Ping;

    /// <summary>No message: a control frame, or a part of a message whose end is still to come.</summary>
    public bool IsAside => End is null && Opcode is not (Opcode.Text or Opcode.Binary);

    public static WebSocketRead Message(ReadOnlyMemory<byte> data, bool isBinary) =>
        new(data, isBinary ? Opcode.Binary : Opcode.Text, End: null);

    public static WebSocketRead Control(ReadOnlyMemory<byte> data, Opcode opcode) => new(data, opcode, End: null);

    /// <summary>Its bytes come with the message.</summary>
    public static WebSocketRead Part() => new(default, Opcode.Continuation, End: null);

    public static WebSocketRead Ended(CloseReason reason) => new(default, Opcode.Close, reason);

    public bool TryParse(EngineProtocol protocol, out EnginePacket packet) =>
        Opcode == Opcode.Binary
            ? EnginePacket.TryParseBinary(protocol, Data, out packet)
            : EnginePacket.TryParseText(protocol, Data, out packet);
}
