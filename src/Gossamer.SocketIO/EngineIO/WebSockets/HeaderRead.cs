namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>What became of reading a frame's head.</summary>
internal enum HeaderRead
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>It is there.</summary>
    Complete,

    /// <summary>It breaks a rule of RFC 6455.</summary>
    Invalid,
}
