namespace Gossamer.SocketIO.Hubs;

internal sealed class HubCallerClients<TClient>(Namespace ns, Func<SocketClientTarget, TClient> makeClient, Socket caller)
    : HubClients<TClient>(ns, makeClient), ISocketHubCallerClients<TClient>
{
    public TClient Caller => Make(caller);

    public TClient Others => Make(caller.Broadcast);

    public TClient OthersInGroup(string groupName) => Make(caller.To(HubNames.Group(Namespace, groupName)));
}
