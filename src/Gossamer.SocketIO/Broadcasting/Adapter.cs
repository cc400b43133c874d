namespace Gossamer.SocketIO;

/// <summary>
/// Knows which sockets of one namespace are in which rooms, and carries broadcasts to them. The one in use by default,
/// <see cref="InMemoryAdapter"/>, knows this server's sockets; one that derives from it can carry broadcasts and requests to other servers
/// as well (Socket.IO server API, "Adapter"). Members are called from any thread.
/// </summary>
public abstract partial class Adapter
{
    /// <summary>Creates the adapter of one namespace, with no rooms yet.</summary>
    /// <param name="ns">Whose rooms these are.</param>
    protected Adapter(Namespace ns) => Namespace = ns;

    /// <summary>Whose rooms these are.</summary>
    public Namespace Namespace { get; }

    /// <summary>Puts a socket into a room; the room need not exist. Does nothing when it is there already.</summary>
    public abstract void Join(Socket socket, string room);

    /// <summary>Takes a socket out of a room. Does nothing when it is not there. An empty room ceases to be.</summary>
    public abstract void Leave(Socket socket, string room);

    /// <summary>Takes a socket that is gone out of all its rooms.</summary>
    public abstract void LeaveAll(Socket socket);

    /// <summary>The rooms that a socket is in, the one of its own id not among them.</summary>
    public abstract IReadOnlyCollection<string> RoomsOf(Socket socket);

    /// <summary>The names of all rooms with members, those of the sockets' own ids not among them.</summary>
    public abstract IReadOnlyCollection<string> Rooms { get; }

    /// <summary>The sockets of this server that a broadcast would reach, each once.</summary>
    public abstract IEnumerable<Socket> LocalSockets(BroadcastTarget target);

    /// <summary>Puts a packet into the outbox of everybody meant.</summary>
    public abstract ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target);

    /// <summary>
    /// The namespace is no more, since its last client left (<see cref="SocketIOOptions.CleanupEmptyChildNamespaces"/>): what the adapter
    /// holds for it elsewhere it lets go. Must not throw, and not wait.
    /// </summary>
    public virtual void Close()
    {
    }
}
