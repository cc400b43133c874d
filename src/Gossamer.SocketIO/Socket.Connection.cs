using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>The connection that carries the socket, which it may share with sockets of other namespaces.</content>
public sealed partial class Socket
{
    /// <summary>What carries the socket at this moment; <see cref="SocketIOTransports.None"/> while the client is away.</summary>
    public SocketIOTransports Transport => _client?.Transport ?? SocketIOTransports.None;

    /// <summary>
    /// The revision of Engine.IO that the client speaks: 3 (Socket.IO 1.x and 2.x) or 4 (3.x and later); 0 while it is away.
    /// </summary>
    public int EngineIOVersion => (int)(_client?.Protocol ?? default);

    /// <summary>
    /// Adds a handler for the end of the connection's upgrade from polling to WebSocket, if there is one (Engine.IO protocol, "Upgrade").
    /// It runs on a thread of its own; what it throws is logged.
    /// </summary>
    /// <returns>Dispose of it to remove the handler. A connection that has ended, or has upgraded, calls none.</returns>
    public IDisposable OnUpgraded(Action handler) => Add(_client?.Upgraded, handler);

    private IDisposable Add(SessionNotice? notice, Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (notice ?? new SessionNotice()).Add(() => _server.RunGuarded(this, handler));
    }
}
