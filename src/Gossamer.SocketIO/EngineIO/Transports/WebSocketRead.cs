namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>A whole message, valid until the next read; or why there is none: then <see cref="End"/> tells how the session ends.</summary>
internal readonly record struct WebSocketRead(ReadOnlyMemory<byte> Data, bool IsBinary, CloseReason? End)
{
    public static WebSocketRead Ended(CloseReason reason) => new(default, IsBinary: false, reason);

    public bool TryParse(EngineProtocol protocol, out EnginePacket packet) =>
        IsBinary ? EnginePacket.TryParseBinary(protocol, Data, out packet) : EnginePacket.TryParseText(Data, out packet);
}
