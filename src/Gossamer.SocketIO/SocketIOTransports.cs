namespace Gossamer.SocketIO;

/// <summary>The transports of Engine.IO, as a set.</summary>
[Flags]
public enum SocketIOTransports
{
    /// <summary>None; not valid in options.</summary>
    None = 0,

    /// <summary>HTTP long-polling: what every client can do.</summary>
    Polling = 1,

    /// <summary>WebSocket, over HTTP/1.1 or HTTP/2.</summary>
    WebSocket = 2,

    /// <summary>Both. Clients begin with polling and upgrade, unless told otherwise.</summary>
    All = Polling | WebSocket,
}
