namespace Gossamer.SocketIO.Hubs;

/// <summary>Narrows a namespace down to the clients that are meant.</summary>
/// <param name="ns">The hub's namespace.</param>
/// <param name="makeClient">What stands for them.</param>
internal class HubClients<TClient>(Namespace ns, Func<SocketClientTarget, TClient> makeClient) : ISocketHubClients<TClient>
{
    public TClient All => Make(ns.Everybody);

    protected Namespace Namespace => ns;

    public TClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => Make(ns.Except([.. excludedConnectionIds]));

    public TClient Client(string connectionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        return makeClient(new SocketClientTarget(ns.To(connectionId), connectionId));
    }

    public TClient Clients(IReadOnlyList<string> connectionIds) => ToRooms(connectionIds);

    public TClient Group(string groupName)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupName);
        return Make(ns.To(groupName));
    }

    public TClient Groups(IReadOnlyList<string> groupNames) => ToRooms(groupNames);

    public TClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupName);
        return Make(ns.To(groupName).Except([.. excludedConnectionIds]));
    }

    public TClient User(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return Make(ns.To(UserRooms.Of(userId)));
    }

    public TClient Users(IReadOnlyList<string> userIds) => ToRooms([.. userIds.Select(UserRooms.Of)]);

    protected TClient Make(BroadcastOperator receivers) => makeClient(new SocketClientTarget(receivers));

    protected TClient Make(Socket socket) => makeClient(new SocketClientTarget(socket));

    /// <summary>A broadcast to no rooms would be one to everybody.</summary>
    private TClient ToRooms(IReadOnlyList<string> rooms) => Make(rooms.Count == 0 ? ns.To(UserRooms.OfNobody) : ns.To([.. rooms]));
}
