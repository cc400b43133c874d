namespace Gossamer.SocketIO;

/// <content>What is asked of all servers of the adapter's (Socket.IO server API, "Utility methods").</content>
public abstract partial class Broadcaster
{
    /// <summary>The sockets that are meant and connected at this moment, on all servers unless <see cref="Local"/>.</summary>
    /// <param name="cancellation">Ends the waiting for other servers with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Ends when all servers have answered, or the adapter's time for it is over.</returns>
    public ValueTask<FetchedSockets> FetchSocketsAsync(CancellationToken cancellation = default) =>
        Receivers.Namespace.Adapter.FetchSocketsAsync(Receivers.Target, cancellation);

    /// <summary>How many sockets are meant and connected at this moment, on all servers unless <see cref="Local"/>.</summary>
    /// <param name="cancellation">Ends the waiting for other servers with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Ends when all servers have answered, or the adapter's time for it is over.</returns>
    public ValueTask<SocketCount> CountSocketsAsync(CancellationToken cancellation = default) =>
        Receivers.Namespace.Adapter.CountSocketsAsync(Receivers.Target, cancellation);

    /// <summary>Puts the sockets that are meant into rooms, on all servers unless <see cref="Local"/>.</summary>
    /// <param name="rooms">Names of rooms; they need not exist.</param>
    /// <exception cref="ArgumentException">A name is empty, or that of a hub's user.</exception>
    /// <returns>Ends when all servers have done it, or the adapter's time for it is over.</returns>
    public ValueTask<ServersReached> SocketsJoinAsync(params string[] rooms)
    {
        ThrowUnlessAllowed(rooms);
        return Receivers.Namespace.Adapter.JoinAsync(Receivers.Target, rooms);
    }

    /// <summary>Takes the sockets that are meant out of rooms, on all servers unless <see cref="Local"/>.</summary>
    /// <param name="rooms">Names of rooms.</param>
    /// <inheritdoc cref="SocketsJoinAsync"/>
    public ValueTask<ServersReached> SocketsLeaveAsync(params string[] rooms)
    {
        ThrowUnlessAllowed(rooms);
        return Receivers.Namespace.Adapter.LeaveAsync(Receivers.Target, rooms);
    }

    /// <summary>
    /// Disconnects the sockets that are meant, on all servers unless <see cref="Local"/>; see <see cref="Socket.Disconnect"/>.
    /// </summary>
    /// <param name="close">Whether their connections are closed as well, with all the namespaces on them.</param>
    /// <returns>Ends when all servers have done it, or the adapter's time for it is over.</returns>
    public ValueTask<ServersReached> DisconnectSocketsAsync(bool close = false) =>
        Receivers.Namespace.Adapter.DisconnectAsync(Receivers.Target, close);

    private static void ThrowUnlessAllowed(string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        foreach (var room in rooms)
        {
            ArgumentException.ThrowIfNullOrEmpty(room, nameof(rooms));
            Hubs.UserRooms.ThrowIfReserved(room);
        }
    }
}
