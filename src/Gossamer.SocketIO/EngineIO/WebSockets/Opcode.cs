namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>What a frame is for (RFC 6455, section 5.2); all other values are reserved.</summary>
internal enum Opcode : byte
{
    /// <summary>More of the message that has begun.</summary>
    Continuation = 0x0,

    /// <summary>A message of UTF-8 text.</summary>
    Text = 0x1,

    /// <summary>A message of bytes.</summary>
    Binary = 0x2,

    /// <summary>The last frame of this side.</summary>
    Close = 0x8,

    /// <summary>To be answered by a pong with the same payload.</summary>
    Ping = 0x9,

    /// <summary>The answer to a ping; or a sign of life that nobody asked for.</summary>
    Pong = 0xA,
}
