namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>How the reading of a post's body ended.</summary>
internal enum PostBodyRead : byte
{
    Whole,

    /// <summary>Larger than maxPayload.</summary>
    TooLarge,

    /// <summary>The client went away or was cut off, or the body was no body (of its content encoding, say).</summary>
    BrokenOff,
}
