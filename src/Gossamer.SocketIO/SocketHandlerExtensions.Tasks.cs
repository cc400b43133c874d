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

    /// <inheritdoc cref="Socket.On{T}(string, Func{T, ValueTask})"/>
    public static IDisposable On<T>(this Socket socket, string eventName, Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T a) => new ValueTask(handler(a)));
    }

    /// <inheritdoc cref="Socket.On{T, TAnswer}(string, Func{T, ValueTask{TAnswer}})"/>
    public static IDisposable On<T, TAnswer>(this Socket socket, string eventName, Func<T, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T a) => new ValueTask<TAnswer>(handler(a)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2}(string, Func{T1, T2, ValueTask})"/>
    public static IDisposable On<T1, T2>(this Socket socket, string eventName, Func<T1, T2, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b) => new ValueTask(handler(a, b)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2, TAnswer}(string, Func{T1, T2, ValueTask{TAnswer}})"/>
    public static IDisposable On<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b) => new ValueTask<TAnswer>(handler(a, b)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2, T3}(string, Func{T1, T2, T3, ValueTask})"/>
    public static IDisposable On<T1, T2, T3>(this Socket socket, string eventName, Func<T1, T2, T3, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b, T3 c) => new ValueTask(handler(a, b, c)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2, T3, TAnswer}(string, Func{T1, T2, T3, ValueTask{TAnswer}})"/>
    public static IDisposable On<T1, T2, T3, TAnswer>(this Socket socket, string eventName, Func<T1, T2, T3, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b, T3 c) => new ValueTask<TAnswer>(handler(a, b, c)));
    }

    /// <inheritdoc cref="Socket.On(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Func<EventMessage, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (EventMessage message) => new ValueTask(handler(message)));
    }
}
