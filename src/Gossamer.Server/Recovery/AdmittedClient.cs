using Gossamer.Server.Identity;
using Gossamer.SocketIO;

namespace Gossamer.Server.Recovery;

/// <summary>
/// A client that may connect, from the check of its CONNECT until its chat session begins: kept in <see cref="Socket.Data"/>, which nothing
/// else of the chat reads or writes.
/// </summary>
/// <param name="Identity">Which user it may be.</param>
/// <param name="Recovered">Its session, if it came back and has everything; null: it begins anew.</param>
internal sealed record AdmittedClient(ConnectionIdentity Identity, RecoveredSession? Recovered)
{
    /// <summary>Null: not admitted yet.</summary>
    public static AdmittedClient? Of(Socket socket) => socket.Data as AdmittedClient;
}
