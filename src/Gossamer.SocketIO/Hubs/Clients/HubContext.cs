namespace Gossamer.SocketIO.Hubs;

/// <summary>Looks the hub up when it is first used: the container may make this before the hub is mapped.</summary>
internal sealed class HubContext<THub>(HubTable hubs) : ISocketHubContext<THub>
    where THub : SocketHub
{
    private readonly Lazy<HubCallers> _callers = new(() => hubs.Get(typeof(THub)));

    public ISocketHubClients<BroadcastOperator> Clients => field ??= _callers.Value.Untyped();

    public ISocketGroupManager Groups => _callers.Value.Groups;
}

/// <inheritdoc cref="HubContext{THub}"/>
internal sealed class HubContext<THub, TClient>(HubTable hubs) : ISocketHubContext<THub, TClient>
    where THub : SocketHub<TClient>
    where TClient : class
{
    private readonly Lazy<HubCallers<TClient>> _callers = new(() => (HubCallers<TClient>)hubs.Get(typeof(THub)));

    public ISocketHubClients<TClient> Clients => field ??= _callers.Value.Typed();

    public ISocketGroupManager Groups => _callers.Value.Groups;
}
