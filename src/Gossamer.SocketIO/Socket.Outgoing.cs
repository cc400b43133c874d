namespace Gossamer.SocketIO;

/// <content>Events to the client, seen by handlers on their way.</content>
public sealed partial class Socket
{
    private volatile OutgoingHandlers _outgoing = OutgoingHandlers.None;

    /// <summary>
    /// Handles every event that is sent to this socket, broadcasts and questions among them, once it is in the outbox. For logs and tests:
    /// each event is read again for it. Must not block; what it throws is logged.
    /// </summary>
    /// <param name="handler">Gets the event as the client will; there is nothing to answer.</param>
    /// <returns>Takes the handler back when it is disposed; it need not be.</returns>
    public IDisposable OnAnyOutgoing(Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
            _outgoing = _outgoing.With(handler);
        return new OutgoingSubscription(this, handler);
    }

    /// <summary>Like <see cref="OnAnyOutgoing"/>, before the handlers that are there.</summary>
    /// <inheritdoc cref="OnAnyOutgoing"/>
    public IDisposable PrependAnyOutgoing(Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
            _outgoing = _outgoing.WithFirst(handler);
        return new OutgoingSubscription(this, handler);
    }

    private void TellOutgoing(EncodedPacket packet)
    {
        if (!packet.TryRead(_server.Options.Parser, out var json, out var attachments))
            return; // the application wrote it itself, and not as an event
        var message = new EventMessage(this, json, attachments, Acknowledgement.For(this, ackId: null));
        foreach (var handler in _outgoing.All)
            _server.RunGuarded(this, () => handler(message));
    }

    private sealed class OutgoingSubscription(Socket socket, Action<EventMessage> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (socket._gate)
                socket._outgoing = socket._outgoing.Without(handler);
        }
    }
}
