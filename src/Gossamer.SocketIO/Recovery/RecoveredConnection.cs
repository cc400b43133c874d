namespace Gossamer.SocketIO;

/// <summary>What <see cref="IConnectionRecovery"/> knows of a client that is back.</summary>
public sealed class RecoveredConnection
{
    /// <summary>Becomes <see cref="Socket.Data"/>, before the namespace's checks run.</summary>
    public object? Data { get; init; }

    /// <summary>
    /// The rooms that the socket joins when the namespace's checks have let it in, before the client is answered. None is null or empty.
    /// </summary>
    public IReadOnlyCollection<string> Rooms { get; init; } = [];
}
