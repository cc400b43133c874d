namespace Gossamer.SocketIO;

/// <content>Handlers that return <see cref="Task"/>.</content>
public static partial class SocketHandlerExtensions
{
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, () => new ValueTask(handler()));
    }

    /// <inheritdoc cref="Socket.On{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public static IDisposable On<TAnswer>(this Socket socket, string eventName, Func<Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, () => new ValueTask<TAnswer>(handler()));
    }

    /// <inheritdoc cref="Socket.Once(string, Func{ValueTask})"/>
    public static IDisposable Once(this Socket socket, string eventName, Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, () => new ValueTask(handler()));
    }

    /// <inheritdoc cref="Socket.Once{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public static IDisposable Once<TAnswer>(this Socket socket, string eventName, Func<Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, () => new ValueTask<TAnswer>(handler()));
    }

    /// <inheritdoc cref="Socket.On(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Func<EventMessage, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (EventMessage message) => new ValueTask(handler(message)));
    }

    /// <inheritdoc cref="Socket.Once(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable Once(this Socket socket, string eventName, Func<EventMessage, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, (EventMessage message) => new ValueTask(handler(message)));
    }
}
