namespace Gossamer.SocketIO.Hubs;

/// <summary>Of this server's sockets: a room of a connection id's name may have others in it, and is not asked who that is.</summary>
internal sealed class HubGroups(Namespace ns) : ISocketGroupManager
{
    public Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        var group = HubNames.Group(ns, groupName);
        return ns.TryGetSocket(connectionId, out var socket) ? socket.JoinAsync(group).AsTask() : Task.CompletedTask;
    }

    public Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        var group = HubNames.Group(ns, groupName);
        if (ns.TryGetSocket(connectionId, out var socket))
            socket.Leave(group);
        return Task.CompletedTask;
    }
}
