namespace Gossamer.SocketIO;

/// <summary>A hub's clients, as seen from a call by one of them.</summary>
/// <inheritdoc cref="ISocketHubClients{TClient}"/>
public interface ISocketHubCallerClients<out TClient> : ISocketHubClients<TClient>
{
    /// <summary>The client that calls.</summary>
    TClient Caller { get; }

    /// <summary>All but the client that calls.</summary>
    TClient Others { get; }

    /// <summary>The members of a group but for the client that calls.</summary>
    /// <exception cref="ArgumentException">The name is empty, reserved for users, or a connection id.</exception>
    TClient OthersInGroup(string groupName);
}
