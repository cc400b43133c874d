namespace Gossamer.SocketIO;

/// <summary>
/// What clients that join a namespace pass by. The <see cref="SocketIOServer"/> stands for its main namespace here, a
/// <see cref="NamespacePattern"/> for all namespaces that it matches. Add checks and handlers before the server starts.
/// </summary>
public interface INamespaceHandlers
{
    /// <summary>
    /// Adds a check on clients that want to join: null lets them on to the next one, a <see cref="ConnectRefusal"/> goes to the
    /// client. The socket is not connected yet: what is emitted to it then goes nowhere. Nothing more is read from the client
    /// until the check has ended. A check that throws refuses, and the exception is logged.
    /// </summary>
    void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware);

    /// <summary>
    /// Adds a handler for new sockets. It runs right after the client was told that it is connected; the socket's events wait until
    /// it has ended (at most <see cref="SocketIOOptions.MaxWaitingEvents"/>), so set the socket's own handlers in it. It runs again
    /// for a socket that was recovered (<see cref="Socket.Recovered"/>), whose handlers are gone by then. What it throws is logged.
    /// </summary>
    void OnConnection(Func<Socket, ValueTask> handler);
}
