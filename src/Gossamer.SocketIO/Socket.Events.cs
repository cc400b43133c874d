using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Events from the client.</content>
public sealed partial class Socket
{
    private EventHandlers _handlers = EventHandlers.None;
    private Func<EventMessage, ValueTask<EventError?>>[] _middleware = [];
    private EventPump? _pump;

    /// <summary>
    /// Handles an event as it came, without a copy. While the handler's task has not ended nothing more is read from this client's
    /// connection, so it must not wait for anything that this client is to send.
    /// </summary>
    /// <param name="eventName">The event's name, case-sensitive. The first handler of a name stays.</param>
    /// <param name="handler">What it throws is logged, answered as an error, and closes nothing. So with all handlers.</param>
    public void On(string eventName, Func<EventMessage, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, handler, holdsPayload: true);
    }

    /// <summary>
    /// Handles an event without arguments. While the handler runs, the socket's later events wait (at most
    /// <see cref="SocketIOOptions.MaxWaitingEvents"/>, then the client does); heartbeats and answers get through. So with all typed handlers.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{EventMessage, ValueTask})"/>
    public void On(string eventName, Func<ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, _ => handler());
    }

    /// <summary>Handles an event with one argument. Arguments that do not fit are answered with the error <c>bad-arguments</c>.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public void On<T>(string eventName, Func<T, ValueTask> handler) => On(eventName, handler, TypeInfo<T>());

    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public void On<T>(string eventName, Func<T, ValueTask> handler, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, TypedHandlers.Of(handler, typeInfo));
    }

    /// <summary>Handles an event with two arguments.</summary>
    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public void On<T1, T2>(string eventName, Func<T1, T2, ValueTask> handler) => On(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>());

    /// <inheritdoc cref="On{T1, T2}(string, Func{T1, T2, ValueTask})"/>
    public void On<T1, T2>(string eventName, Func<T1, T2, ValueTask> handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, TypedHandlers.Of(handler, firstType, secondType));
    }

    /// <summary>Handles an event without arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public void On<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, TypedHandlers.Of(handler, TypeInfo<TAnswer>()));
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public void On<T, TAnswer>(string eventName, Func<T, ValueTask<TAnswer>> handler) =>
        On(eventName, handler, TypeInfo<T>(), TypeInfo<TAnswer>());

    /// <inheritdoc cref="On{T, TAnswer}(string, Func{T, ValueTask{TAnswer}})"/>
    public void On<T, TAnswer>(string eventName, Func<T, ValueTask<TAnswer>> handler, JsonTypeInfo<T> typeInfo, JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, TypedHandlers.Of(handler, typeInfo, answerType));
    }

    /// <summary>Handles an event with two arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public void On<T1, T2, TAnswer>(string eventName, Func<T1, T2, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(eventName, TypedHandlers.Of(handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<TAnswer>()));
    }

    /// <summary>
    /// Adds a check on this socket's events: null lets an event on to the next check and to its handler, an error refuses it (and is
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
        _server.Log.EventRefused(Id, error.Code, error.Message);
        message.Ack.Send(error);
    }

    /// <returns>Ends when the next packet of the connection may be read.</returns>
    internal ValueTask DispatchAsync(in EventMessage message)
    {
        if (_pump is { } pump && pump.TryEnqueue(message, out var accepted))
            return accepted;
        if (_handlers.Find(message) is not { } handler)
            return ValueTask.CompletedTask;

        var holds = handler.HoldsPayload || _middleware.Length > 0;
        var running = RunAsync(handler, message);
        if (running.IsCompletedSuccessfully || holds)
            return running;
        (_pump ??= new EventPump(RunQueuedAsync, _server.Options.MaxWaitingEvents)).Hold(running);
        return ValueTask.CompletedTask;
    }

    private void Add(string eventName, Func<EventMessage, ValueTask> run, bool holdsPayload = false)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        lock (_gate)
            _handlers = _handlers.With(new Events.EventHandler(eventName, run, holdsPayload));
    }

    private ValueTask RunQueuedAsync(EventMessage message) =>
        _handlers.Find(message) is { } handler ? RunAsync(handler, message) : ValueTask.CompletedTask;

    private ValueTask RunAsync(Events.EventHandler handler, EventMessage message) =>
        _server.GuardAsync(this, message, _middleware.Length == 0 ? handler.Run : WithMiddleware(handler));

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

        await handler.Run(message).ConfigureAwait(false);
    }
}
