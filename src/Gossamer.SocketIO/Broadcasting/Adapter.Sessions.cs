namespace Gossamer.SocketIO;

/// <content>
/// Connection state recovery at another server than the one that the client was connected to. An adapter of several servers overrides the
/// questions, and answers those of other servers from this one's own sockets.
/// </content>
public abstract partial class Adapter
{
    /// <summary>
    /// Asks the other servers for the session of a client that is back here, and is unknown here. There are none. The client waits for it:
    /// the time is to be bounded. The id is a secret, not to be logged.
    /// </summary>
    /// <param name="privateSessionId">What the client gave (<c>pid</c>); its form was checked.</param>
    /// <param name="cancellation">Cancelled when the client has gone.</param>
    /// <returns>Null: no server knows it, and the client starts anew.</returns>
    public virtual ValueTask<RemoteSession?> FindSessionAsync(string privateSessionId, CancellationToken cancellation = default) =>
        ValueTask.FromResult<RemoteSession?>(null);

    /// <summary>
    /// Has the session end at the server that has it, and go on here. The socket is in its rooms by now, and what comes for it is held
    /// back: the adapter sees to it that each event is among that, or among what it returns, or both.
    /// </summary>
    /// <param name="session">What <see cref="FindSessionAsync"/> returned.</param>
    /// <param name="offset">Of the last event that the client has had; null: it has had none.</param>
    /// <param name="cancellation">Cancelled when the client has gone.</param>
    /// <returns>Null: what the client missed is not known, and it starts anew.</returns>
    public virtual ValueTask<MissedEvents?> TakeSessionAsync(
        RemoteSession session, string? offset, CancellationToken cancellation = default) =>
        ValueTask.FromResult<MissedEvents?>(null);

    /// <summary>
    /// This server's answer to another one's <see cref="FindSessionAsync"/>. A connection of the client's that is not known to be dead
    /// ends.
    /// </summary>
    /// <param name="privateSessionId">What the client gave there.</param>
    /// <returns>The socket's id, rooms and data; null: it is not known in this namespace.</returns>
    protected SocketDescription? FindLocalSession(string privateSessionId)
    {
        ArgumentNullException.ThrowIfNull(privateSessionId);
        return Namespace.Server.Recoverable is { } sockets && sockets.TryFind(privateSessionId, Namespace.Name, out var socket)
            ? new SocketDescription(socket.Id, [.. socket.Rooms]) { Data = DescriptionJson.DataOf(socket) }
            : null;
    }

    /// <summary>This server's answer to another one's <see cref="TakeSessionAsync"/>: the socket here ends for good.</summary>
    /// <param name="privateSessionId">What the client gave there.</param>
    /// <param name="offset">Of the last event that the client has had; null: it has had none.</param>
    /// <returns>Null: it is gone, or what the client missed is no longer known.</returns>
    protected MissedEvents? TakeLocalSession(string privateSessionId, string? offset)
    {
        ArgumentNullException.ThrowIfNull(privateSessionId);
        return Namespace.Server.Recoverable is { } sockets && sockets.TryTake(privateSessionId, Namespace.Name, out var socket)
            ? socket.HandOver(offset)
            : null;
    }
}
