namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>What a WebSocket's client may send at the moment: memory and time go to those only who have something to say.</summary>
internal enum WebSocketInput : byte
{
    /// <summary>Messages of any size that is allowed, charged to the session's rates.</summary>
    Messages,

    /// <summary>The few bytes of an upgrade, which has no session of its own yet.</summary>
    Probe,

    /// <summary>A close frame. What comes before it is thrown away as it comes, at the session's rates.</summary>
    Close,
}
