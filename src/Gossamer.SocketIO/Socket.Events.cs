using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Events from the client: their checks, and the way to their handlers.</content>
public sealed partial class Socket
{
    private EventHandlers _handlers = EventHandlers.None;
    private Func<EventMessage, ValueTask<EventError?>>[] _middleware = [];
    private EventPump<EventMessage>? _pump;

    /// <summary>
    /// Adds a check on this socket's events: null lets an event on to the next check and to its handlers, an error refuses it (and is
    /// the answer, if the client waits for one).
    /// </summary>
    public void Use(Func<EventMessage, ValueTask<EventError?>> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        lock (_gate)
            _middleware = [.. _middleware, middleware];
    }

    internal void Refuse(in EventMessage message, EventError error)
    {
        _server.Log.EventRefused(LogName, error.Code, error.Message);
        message.Ack.Send(error);
    }

    internal ValueTask GuardAsync(EventMessage message, Func<EventMessage, ValueTask> handler) =>
        _server.GuardAsync(this, message, handler);

    /// <param name="message">The event.</param>
    /// <param name="client">Whose receive buffer it is in; the socket may be without a connection when its handler has begun.</param>
    /// <returns>Ends when the next packet of the connection may be read.</returns>
    internal ValueTask DispatchAsync(in EventMessage message, Client client)
    {
        _server.Metrics.EventReceived();
        if (_pump is { } pump && pump.TryEnqueue(message, out var accepted))
            return accepted;
        if (_handlers.Find(message) is not { } handler)
            return ValueTask.CompletedTask;

        var readsLater = !handler.ReadsFirst || _middleware.Length > 0;
        var running = RunAsync(handler, message);
        if (running.IsCompletedSuccessfully)
            return ValueTask.CompletedTask;
        if (readsLater)
            client.KeepData(); // or it would find the next packet in the receive buffer
        HoldEvents(running);
        return ValueTask.CompletedTask;
    }

    /// <summary>The socket's next events wait until this has ended.</summary>
    internal void HoldEvents(ValueTask running)
    {
        if (running.IsCompletedSuccessfully)
            return;
        _pump ??= new EventPump<EventMessage>(RunQueuedAsync, _server.Options.MaxWaitingEvents, _server.Options.MaxPayload, _server.Memory);
        _pump.Hold(running);
    }

    /// <summary>Handles every event where it was received: the handler reads it before it first waits, and answers it.</summary>
    internal void HandleAll(Func<EventMessage, ValueTask> handler) =>
        Add(new Events.EventHandler(this, name: null, handler) { ReadsFirst = true });

    /// <summary>Whether there is a handler of the event's name, beside those for every event.</summary>
    internal bool HasHandlerOf(in EventMessage message) => _handlers.HasNamed(message);

    internal void Remove(Events.EventHandler handler)
    {
        lock (_gate)
            _handlers = _handlers.Without(h => h == handler);
    }

    private Events.EventHandler Add(Events.EventHandler handler)
    {
        lock (_gate)
            _handlers = _handlers.With(handler);
        return handler;
    }

    private ValueTask RunQueuedAsync(EventMessage message) =>
        _handlers.Find(message) is { } handler ? RunAsync(handler, message) : ValueTask.CompletedTask;

    private ValueTask RunAsync(Events.EventHandler handler, EventMessage message) => _server.GuardAsync(
        this, message, _middleware.Length == 0 ? handler.Run : WithMiddleware(handler), isObserved: !handler.IsMany);

    /// <summary>On its own, since the closure would be made for every event otherwise.</summary>
    private Func<EventMessage, ValueTask> WithMiddleware(Events.EventHandler handler) => message => CheckAndRunAsync(handler, message);

    private async ValueTask CheckAndRunAsync(Events.EventHandler handler, EventMessage message)
    {
        foreach (var middleware in _middleware)
        {
            if (await middleware(message).ConfigureAwait(false) is { } error)
            {
                Refuse(message, error);
                return;
            }
        }

        await handler.RunAsync(message).ConfigureAwait(false);
    }
}
