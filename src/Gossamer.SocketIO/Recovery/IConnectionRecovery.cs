namespace Gossamer.SocketIO;

/// <summary>
/// Connection state recovery by the application (Socket.IO documentation, "Connection state recovery"), in place of the library's
/// own in memory: for servers of which any may recover any client. Register an implementation as a singleton to turn this on;
/// <see cref="SocketIOOptions.Recovery"/> may be null. Its constructor must not ask for the <see cref="SocketIOServer"/>, whose own
/// asks for it.
/// </summary>
/// <remarks>
/// In the namespaces that it serves
/// <list type="bullet">
/// <item>each protocol 5 client gets a private session id (<c>pid</c>), and a socket id that any server derives alike from it;</item>
/// <item>the library keeps no events and no sockets for clients that are away: a socket ends with its connection;</item>
/// <item>the library adds no offsets to events. The application sends what a client missed, from <c>OnConnection</c>, and puts the
/// offset at the end of each event that moves the client on. A client takes <b>every</b> last argument that is a string for an
/// offset.</item>
/// </list>
/// </remarks>
public interface IConnectionRecovery
{
    /// <summary>
    /// Whether it recovers the clients of a namespace. Asked often, for names as clients send them: the answer is to be cheap and
    /// always the same. What it throws is logged, and counts as no.
    /// </summary>
    /// <param name="ns">The namespace's name, with its slash.</param>
    bool Serves(string ns);

    /// <summary>
    /// A protocol 5 client's CONNECT carries <c>pid</c> and <c>offset</c>: it says to have been connected, here or at another server.
    /// It waits for this, and so do its packets of this namespace: the time is to be bounded. What it throws is logged, and counts as
    /// null. A client may come again while it is asked for, or while it is still believed connected: of all connections recovered
    /// with one <c>pid</c> the newest stays, the others are closed.
    /// </summary>
    /// <param name="request">What the client gave.</param>
    /// <param name="cancellation">Cancelled when the client has gone.</param>
    /// <returns>What the client's socket is to be; null when it cannot be recovered, and starts anew.</returns>
    ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation);
}
