namespace Gossamer.SocketIO;

/// <summary>
/// Where servers hand each other the sessions of clients that come back elsewhere. Register an implementation as a singleton to turn
/// this on; it needs <see cref="SocketIOOptions.Recovery"/>.
/// </summary>
public interface IRecoverySource
{
    /// <summary>
    /// A client has come with the id of a session that this server does not have. Finds it, if another server does, has that one
    /// give it up (<see cref="Socket.TryGiveAway"/>), and puts it here (<see cref="SocketIOServer.Adopt"/>). The client waits for it.
    /// </summary>
    /// <param name="pid">The session's private id. Where sessions are forwarded it ends in the tag of the server that made it.</param>
    /// <param name="ns">The namespace of the session.</param>
    /// <param name="cancellation">Cancelled when the client has gone.</param>
    /// <returns>Whether the session is here now.</returns>
    ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation);
}
