namespace Gossamer.SocketIO.EngineIO;

/// <summary>The revision of the Engine.IO protocol that a session speaks, told by the <c>EIO</c> query parameter.</summary>
internal enum EngineProtocol : byte
{
    /// <summary>Socket.IO clients 1.x and 2.x: the client pings, payloads are length-prefixed.</summary>
    V3 = 3,

    /// <summary>Socket.IO clients 3.x and 4.x: the server pings, payloads are separated by U+001E.</summary>
    V4 = 4,
}
