using System.Security.Claims;

namespace Gossamer.SocketIO;

/// <summary>Who calls a hub: a client's socket in the hub's namespace, and what is known of it.</summary>
public abstract class SocketHubCallerContext
{
    /// <summary>The socket's id: what the client knows as <c>socket.id</c>, and <c>Clients.Client(id)</c> takes.</summary>
    public abstract string ConnectionId { get; }

    /// <summary>Who the client is, by ASP.NET Core's authentication or a check of the namespace: <see cref="Socket.User"/>.</summary>
    public abstract ClaimsPrincipal User { get; }

    /// <summary>The user's id, by <see cref="ISocketUserIdProvider"/>; null: none. <c>Clients.User(id)</c> takes it.</summary>
    public abstract string? UserIdentifier { get; }

    /// <summary>What the application keeps for the client between calls. It stays when the socket is recovered.</summary>
    public abstract IDictionary<object, object?> Items { get; }

    /// <summary>Cancelled when the client is gone.</summary>
    public abstract CancellationToken ConnectionAborted { get; }

    /// <summary>The socket itself.</summary>
    public abstract Socket Socket { get; }

    /// <summary>Ends the client's connection, all its namespaces with it.</summary>
    public abstract void Abort();
}
