namespace Gossamer.SocketIO.Hubs;

/// <summary>By the namespace's broadcasts, so that a socket on another server is reached where the adapter can.</summary>
internal sealed class HubGroups(Namespace ns) : ISocketGroupManager
{
    public Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        UserRooms.ThrowIfReserved(groupName);
        if (ns.TryGetSocket(connectionId, out var socket))
            socket.Join(groupName);
        else
            ns.To(connectionId).SocketsJoin(groupName);
        return Task.CompletedTask;
    }

    public Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        UserRooms.ThrowIfReserved(groupName);
        if (ns.TryGetSocket(connectionId, out var socket))
            socket.Leave(groupName);
        else
            ns.To(connectionId).SocketsLeave(groupName);
        return Task.CompletedTask;
    }
}
