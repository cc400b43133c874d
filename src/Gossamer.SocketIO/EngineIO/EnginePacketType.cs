namespace Gossamer.SocketIO.EngineIO;

/// <summary>The first character of every Engine.IO packet; the same in revisions 3 and 4.</summary>
internal enum EnginePacketType : byte
{
    Open = 0,
    Close = 1,
    Ping = 2,
    Pong = 3,
    Message = 4,
    Upgrade = 5,
    Noop = 6,
}
