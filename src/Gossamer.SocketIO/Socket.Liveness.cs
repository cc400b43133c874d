namespace Gossamer.SocketIO;

/// <content>Whether the client is still there.</content>
public sealed partial class Socket
{
    /// <summary>
    /// For how long nothing has shown that the client is there: since its last pong or, with Engine.IO 3, its last packet. Zero when it is
    /// not connected.
    /// </summary>
    public TimeSpan SilentFor => _client?.SilentFor ?? TimeSpan.Zero;

    /// <summary>
    /// Closes the client's connection, with all its namespaces, as if it had been lost: a client that is there reconnects by itself. What
    /// waits for it is written first. Does nothing when the socket has ended.
    /// </summary>
    public void CloseConnection() => _client?.Close(EngineIO.CloseReason.ServerShuttingDown);
}
