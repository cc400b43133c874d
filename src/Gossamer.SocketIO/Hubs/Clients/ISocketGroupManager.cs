namespace Gossamer.SocketIO;

/// <summary>
/// Puts a hub's clients into groups. A group is a room of the hub's namespace, with the same name; sockets' ids are rooms as well, so do
/// not let clients choose names of groups that are not checked. A client that is gone is in no group.
/// </summary>
public interface ISocketGroupManager
{
    /// <summary>Puts a client into a group; it need not exist. Does nothing when the client is gone.</summary>
    /// <param name="connectionId">The client's connection id.</param>
    /// <param name="groupName">The group.</param>
    /// <param name="cancellationToken">Nothing is waited for.</param>
    /// <exception cref="ArgumentException">The name is empty, or reserved for users.</exception>
    Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);

    /// <summary>Takes a client out of a group.</summary>
    /// <inheritdoc cref="AddToGroupAsync"/>
    Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);
}
