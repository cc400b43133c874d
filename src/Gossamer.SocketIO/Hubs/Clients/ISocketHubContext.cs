namespace Gossamer.SocketIO;

/// <summary>A hub's clients, for code outside of it: take it from the container. The hub must be served (<c>MapSocketHub</c>).</summary>
/// <typeparam name="THub">The hub.</typeparam>
public interface ISocketHubContext<THub>
    where THub : SocketHub
{
    /// <summary>The hub's clients.</summary>
    ISocketHubClients<BroadcastOperator> Clients { get; }

    /// <summary>Who is in which group.</summary>
    ISocketGroupManager Groups { get; }
}

/// <inheritdoc cref="ISocketHubContext{THub}"/>
/// <typeparam name="THub">The hub.</typeparam>
/// <typeparam name="TClient">The hub's client interface.</typeparam>
public interface ISocketHubContext<THub, TClient>
    where THub : SocketHub<TClient>
    where TClient : class
{
    /// <inheritdoc cref="ISocketHubContext{THub}.Clients"/>
    ISocketHubClients<TClient> Clients { get; }

    /// <inheritdoc cref="ISocketHubContext{THub}.Groups"/>
    ISocketGroupManager Groups { get; }
}
