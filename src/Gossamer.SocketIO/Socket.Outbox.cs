namespace Gossamer.SocketIO;

/// <content>What waits for the client to take it.</content>
public sealed partial class Socket
{
    /// <summary>
    /// How many bytes wait in the outbox of the client's connection, all namespaces together; 0 while the client is away. What grows
    /// tells of a client that takes more slowly than it is sent to: state that supersedes itself is better held back from it.
    /// <see cref="SocketIOOptions.OutboxBytes"/> is the bound.
    /// </summary>
    public long WaitingBytes => _client?.WaitingBytes ?? 0;

    /// <summary>
    /// Ends when there is room for more in the outbox of the client's connection: at once as long as no more than a sixteenth of
    /// <see cref="SocketIOOptions.OutboxBytes"/> and of <see cref="SocketIOOptions.OutboxPackets"/> waits there; else when that has been
    /// taken to be written, when the socket is gone, or after <see cref="SocketIOOptions.WriteTimeout"/>. Every <c>EmitAsync</c> to a
    /// socket ends so, wherefore events to other people's sockets are better broadcast. Who calls <see cref="Send(EncodedPacket)"/> many
    /// times awaits this now and then.
    /// </summary>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellation = default) =>
        _client?.WaitForRoomAsync(cancellation) ?? ValueTask.CompletedTask;

    /// <summary>
    /// Adds a handler for each time that all that waited for the client's connection, in all its namespaces, has been written (what Node
    /// calls "drain"). It runs on another thread than the writer; what it throws is logged.
    /// </summary>
    /// <returns>Dispose of it to remove the handler. A connection that has ended calls none.</returns>
    public IDisposable OnDrained(Action handler) => Add(_client?.Drained, handler);
}
