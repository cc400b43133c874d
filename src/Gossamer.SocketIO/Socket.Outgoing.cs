using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Events to the client, seen by handlers on their way.</content>
public sealed partial class Socket
{
    private volatile Subscriptions<Action<EventMessage>>? _outgoing; // most sockets never need them

    private Subscriptions<Action<EventMessage>> Outgoing =>
        _outgoing ?? Interlocked.CompareExchange(ref _outgoing, new(), null) ?? _outgoing;

    /// <summary>
    /// Handles every event that is sent to this socket, broadcasts and questions among them, once it is in the outbox. For logs and tests:
    /// each event is read again for it. Must not block; what it throws is logged.
    /// </summary>
    /// <param name="handler">Gets the event as the client will; there is nothing to answer.</param>
    /// <returns>Takes the handler back when it is disposed; it need not be.</returns>
    public IDisposable OnAnyOutgoing(Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Outgoing.Add(handler);
    }

    /// <summary>Like <see cref="OnAnyOutgoing"/>, before the handlers that are there.</summary>
    /// <inheritdoc cref="OnAnyOutgoing"/>
    public IDisposable PrependAnyOutgoing(Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Outgoing.AddFirst(handler);
    }

    private void TellOutgoing(Subscriptions<Action<EventMessage>> outgoing, EncodedPacket packet)
    {
        if (!packet.TryRead(_server.Options.Parser, out var json, out var attachments))
            return; // the application wrote it itself, and not as an event
        var message = new EventMessage(this, json, attachments, Acknowledgement.For(this, ackId: null));
        foreach (var subscription in outgoing.All)
            _server.RunGuarded(this, () => subscription.Handler(message));
    }
}
