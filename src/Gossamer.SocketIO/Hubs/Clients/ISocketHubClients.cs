namespace Gossamer.SocketIO;

/// <summary>A hub's clients, for emitting events to.</summary>
/// <typeparam name="TClient">What stands for them: the hub's client interface, or a <see cref="BroadcastOperator"/>.</typeparam>
public interface ISocketHubClients<out TClient>
{
    /// <summary>All of the hub's clients.</summary>
    TClient All { get; }

    /// <summary>All but those of these connection ids.</summary>
    TClient AllExcept(IReadOnlyList<string> excludedConnectionIds);

    /// <summary>The client of that connection id. One that is gone gets nothing, and what is no connection id means nobody.</summary>
    TClient Client(string connectionId);

    /// <summary>The clients of these connection ids.</summary>
    TClient Clients(IReadOnlyList<string> connectionIds);

    /// <summary>The members of a group.</summary>
    /// <exception cref="ArgumentException">The name is empty, reserved for users, or a connection id.</exception>
    TClient Group(string groupName);

    /// <summary>The members of these groups, each once.</summary>
    /// <exception cref="ArgumentException">A name is empty, reserved for users, or a connection id.</exception>
    TClient Groups(IReadOnlyList<string> groupNames);

    /// <summary>The members of a group but for those of these connection ids.</summary>
    /// <inheritdoc cref="Group"/>
    TClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds);

    /// <summary>All connections of a user, by <see cref="ISocketUserIdProvider"/>.</summary>
    TClient User(string userId);

    /// <summary>All connections of these users.</summary>
    TClient Users(IReadOnlyList<string> userIds);
}
