namespace Gossamer.SocketIO;

/// <summary>
/// Puts this server's clients of a hub into groups. A group is a room of the hub's namespace, with the same name. Sockets' ids are rooms as
/// well, and refused; where there are other servers (an adapter, recovery by the application), so is what has their form, 20 characters of
/// A-Z a-z 0-9 - _. A client that is gone is in no group.
/// </summary>
public interface ISocketGroupManager
{
    /// <summary>Puts a client into a group; it need not exist. Does nothing when the client is gone.</summary>
    /// <param name="connectionId">The client's connection id.</param>
    /// <param name="groupName">The group.</param>
    /// <param name="cancellationToken">Nothing is waited for.</param>
    /// <exception cref="ArgumentException">The name is empty, reserved for users, or a connection id.</exception>
    Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);

    /// <summary>Takes a client out of a group.</summary>
    /// <inheritdoc cref="AddToGroupAsync"/>
    Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);
}
