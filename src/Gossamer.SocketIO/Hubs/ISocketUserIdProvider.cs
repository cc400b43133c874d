namespace Gossamer.SocketIO;

/// <summary>
/// Tells which user a socket of a hub belongs to, for <c>Clients.User(id)</c>. Register one of your own; the
/// default takes the claim <see cref="System.Security.Claims.ClaimTypes.NameIdentifier"/> of <see cref="Socket.User"/>.
/// </summary>
public interface ISocketUserIdProvider
{
    /// <summary>The user's id; null: no known user. Asked once when a client joins, after the checks of the namespace.</summary>
    string? GetUserId(Socket socket);
}
