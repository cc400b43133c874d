namespace Gossamer.SocketIO.EngineIO;

/// <summary>What became of a frame for a client.</summary>
internal enum SendResult : byte
{
    /// <summary>It is in the outbox.</summary>
    Sent,

    /// <summary>The session has ended.</summary>
    Gone,

    /// <summary>A bound of the outbox is reached: the session is to be closed.</summary>
    Full,
}
