namespace Gossamer.SocketIO.Hubs;

/// <summary>Narrows a namespace down to the clients that are meant.</summary>
/// <param name="ns">The hub's namespace.</param>
/// <param name="makeClient">What stands for them.</param>
internal class HubClients<TClient>(Namespace ns, Func<SocketClientTarget, TClient> makeClient) : ISocketHubClients<TClient>
{
    public TClient All => Make(ns.Everybody);

    protected Namespace Namespace => ns;

    public TClient AllExcept(IReadOnlyList<string> excludedConnectionIds) =>
        Make(ns.Except(HubNames.ConnectionIds(ns, excludedConnectionIds)));

    public TClient Client(string connectionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        return makeClient(new SocketClientTarget(
            ns.To(HubNames.IsConnectionId(ns, connectionId) ? connectionId : UserRooms.OfNobody), connectionId));
    }

    public TClient Clients(IReadOnlyList<string> connectionIds) => ToRooms(HubNames.ConnectionIds(ns, connectionIds));

    public TClient Group(string groupName) => Make(ns.To(HubNames.Group(ns, groupName)));

    public TClient Groups(IReadOnlyList<string> groupNames) => ToRooms(HubNames.Groups(ns, groupNames));

    public TClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) =>
        Make(ns.To(HubNames.Group(ns, groupName)).Except(HubNames.ConnectionIds(ns, excludedConnectionIds)));

    public TClient User(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return Make(ns.To(UserRooms.Of(userId)));
    }

    public TClient Users(IReadOnlyList<string> userIds) => ToRooms([.. userIds.Select(UserRooms.Of)]);

    protected TClient Make(BroadcastOperator receivers) => makeClient(new SocketClientTarget(receivers));

    protected TClient Make(Socket socket) => makeClient(new SocketClientTarget(socket));

    /// <summary>A broadcast to no rooms would be one to everybody.</summary>
    private TClient ToRooms(string[] rooms) => Make(rooms.Length == 0 ? ns.To(UserRooms.OfNobody) : ns.To(rooms));
}
