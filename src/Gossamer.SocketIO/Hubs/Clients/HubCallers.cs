namespace Gossamer.SocketIO.Hubs;

/// <summary>What a hub sees of its clients, whatever interface it has for them.</summary>
internal class HubCallers(Namespace ns)
{
    public ISocketGroupManager Groups { get; } = new HubGroups(ns);

    protected Namespace Namespace => ns;

    public static BroadcastOperator Untyped(SocketClientTarget target) => target.Receivers;

    public HubCallerClients<BroadcastOperator> Untyped(Socket caller) => new(ns, Untyped, caller);

    public HubClients<BroadcastOperator> Untyped() => new(ns, Untyped);
}

/// <inheritdoc cref="HubCallers"/>
internal sealed class HubCallers<TClient>(Namespace ns, Func<SocketClientTarget, TClient> makeClient) : HubCallers(ns)
    where TClient : class
{
    public HubCallerClients<TClient> Typed(Socket caller) => new(Namespace, makeClient, caller);

    public HubClients<TClient> Typed() => new(Namespace, makeClient);
}
