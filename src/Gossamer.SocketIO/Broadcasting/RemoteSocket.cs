namespace Gossamer.SocketIO;

/// <summary>
/// A client in one namespace, wherever it is connected, as it was when it was fetched
/// (<see cref="Broadcaster.FetchSocketsAsync"/>; Socket.IO server API, "RemoteSocket"). What is emitted to it, and what is done to it, is a
/// broadcast to the room of its id: it happens wherever the socket is by then, and a result counts all servers that were told.
/// </summary>
public sealed class RemoteSocket : Broadcaster
{
    /// <summary>For adapters.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="server">What the adapter calls the socket's server; null: this one.</param>
    /// <param name="description">What that server tells of it.</param>
    public RemoteSocket(Namespace ns, string? server, SocketDescription description)
    {
        ArgumentNullException.ThrowIfNull(ns);
        ArgumentNullException.ThrowIfNull(description);
        (Server, Description) = (server, description);
        Receivers = ns.To(description.Id);
    }

    /// <summary>The socket's id: what the client knows as <c>socket.id</c>.</summary>
    public string Id => Description.Id;

    /// <summary>What the adapter calls the server that has the socket; null: this one.</summary>
    public string? Server { get; }

    /// <summary>The rooms that it was in, the one of its own id not among them.</summary>
    public IReadOnlyCollection<string> Rooms => Description.Rooms;

    /// <summary>What is known of it besides.</summary>
    public SocketDescription Description { get; }

    private protected override BroadcastOperator Receivers { get; }

    /// <summary>Puts it into rooms; they need not exist.</summary>
    /// <param name="rooms">Names of rooms.</param>
    public ValueTask<ServersReached> JoinAsync(params string[] rooms) => SocketsJoinAsync(rooms);

    /// <summary>Takes it out of rooms.</summary>
    /// <param name="rooms">Names of rooms.</param>
    public ValueTask<ServersReached> LeaveAsync(params string[] rooms) => SocketsLeaveAsync(rooms);

    /// <summary>Disconnects it; see <see cref="Socket.Disconnect"/>.</summary>
    /// <param name="close">Whether its connection is closed as well, with all the namespaces on it.</param>
    public ValueTask<ServersReached> DisconnectAsync(bool close = false) => DisconnectSocketsAsync(close);
}
