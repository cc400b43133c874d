namespace Gossamer.SocketIO;

/// <summary>
/// A hub: a class whose public methods are the events of a namespace. It is made for each call, in a scope of dependency injection of
/// its own, so it keeps no state; <see cref="SocketHubCallerContext.Items"/> does. A hub class is <c>partial</c>: the source generator
/// that comes with the library adds how its methods are called. Serve it with <c>MapSocketHub</c>.
/// </summary>
/// <remarks>
/// A method's event has its name in camelCase without "Async" at its end (<see cref="EventNameAttribute"/> gives another one); its
/// result is the acknowledgement. A parameter with a default may be left out; a <see cref="CancellationToken"/> is cancelled when the
/// client disconnects. One client's calls run one at a time, in order.
/// </remarks>
public abstract class SocketHub
{
    private ISocketHubCallerClients<BroadcastOperator>? _clients;
    private SocketHubCallerContext? _context;
    private ISocketGroupManager? _groups;
    private Hubs.HubCallers? _callers;

    /// <summary>The hub's clients: whom to emit events to. Set by the library; a test of the hub may set it, as the next two.</summary>
    public ISocketHubCallerClients<BroadcastOperator> Clients
    {
        get => _clients ??= Callers.Untyped(Context.Socket);
        set => _clients = value;
    }

    /// <summary>Who calls.</summary>
    public SocketHubCallerContext Context
    {
        get => _context ?? throw OutsideOfCalls();
        set => _context = value;
    }

    /// <summary>Who is in which group. A group is a room of the hub's namespace.</summary>
    public ISocketGroupManager Groups
    {
        get => _groups ??= Callers.Groups;
        set => _groups = value;
    }

    /// <summary>
    /// A client has joined. Its calls wait until this has ended. When it throws, that is logged and the client is disconnected. It is
    /// called again for a client that was recovered (<see cref="Socket.Recovered"/>).
    /// </summary>
    public virtual Task OnConnectedAsync() => Task.CompletedTask;

    /// <summary>
    /// A client for which <see cref="OnConnectedAsync"/> has ended is gone. Up to the first <c>await</c>,
    /// <see cref="Socket.Rooms"/> still tells the groups that it was in.
    /// </summary>
    /// <param name="reason">Why.</param>
    public virtual Task OnDisconnectedAsync(DisconnectReason reason) => Task.CompletedTask;

    private protected Hubs.HubCallers Callers => _callers ?? throw OutsideOfCalls();

    internal void Enter(Hubs.HubCallers callers, SocketHubCallerContext context) => (_callers, _context) = (callers, context);

    private static InvalidOperationException OutsideOfCalls() =>
        new("A hub's Context, Clients and Groups are there while one of its methods is called, and not in its constructor; to reach "
            + "clients from elsewhere there is ISocketHubContext.");
}

/// <summary>
/// A hub whose clients have an interface: calling one of its methods emits the event of that name. Its methods return <see cref="Task"/>
/// or <see cref="ValueTask"/>, or, for one client's answer, <see cref="Task{TResult}"/> or <see cref="ValueTask{TResult}"/>.
/// </summary>
/// <typeparam name="TClient">The interface.</typeparam>
public abstract class SocketHub<TClient> : SocketHub
    where TClient : class
{
    private ISocketHubCallerClients<TClient>? _clients;

    /// <inheritdoc cref="SocketHub.Clients"/>
    public new ISocketHubCallerClients<TClient> Clients
    {
        get => _clients ??= ((Hubs.HubCallers<TClient>)Callers).Typed(Context.Socket);
        set => _clients = value;
    }
}
