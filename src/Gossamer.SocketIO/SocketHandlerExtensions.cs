namespace Gossamer.SocketIO;

/// <summary>
/// Handlers that are no <see cref="ValueTask"/>: methods that return <see cref="Task"/>, or do not wait at all. They are not in
/// <see cref="Socket"/> itself so that an <c>async</c> lambda, which would do for any of them, is never ambiguous.
/// </summary>
public static partial class SocketHandlerExtensions
{
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Action handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, () =>
        {
            handler();
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="Socket.On{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public static IDisposable On<TAnswer>(this Socket socket, string eventName, Func<TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, () => ValueTask.FromResult(handler()));
    }

    /// <inheritdoc cref="Socket.On{T}(string, Func{T, ValueTask})"/>
    public static IDisposable On<T>(this Socket socket, string eventName, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T a) =>
        {
            handler(a);
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="Socket.On{T, TAnswer}(string, Func{T, ValueTask{TAnswer}})"/>
    public static IDisposable On<T, TAnswer>(this Socket socket, string eventName, Func<T, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T a) => ValueTask.FromResult(handler(a)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2}(string, Func{T1, T2, ValueTask})"/>
    public static IDisposable On<T1, T2>(this Socket socket, string eventName, Action<T1, T2> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b) =>
        {
            handler(a, b);
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="Socket.On{T1, T2, TAnswer}(string, Func{T1, T2, ValueTask{TAnswer}})"/>
    public static IDisposable On<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b) => ValueTask.FromResult(handler(a, b)));
    }

    /// <inheritdoc cref="Socket.On{T1, T2, T3}(string, Func{T1, T2, T3, ValueTask})"/>
    public static IDisposable On<T1, T2, T3>(this Socket socket, string eventName, Action<T1, T2, T3> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b, T3 c) =>
        {
            handler(a, b, c);
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="Socket.On{T1, T2, T3, TAnswer}(string, Func{T1, T2, T3, ValueTask{TAnswer}})"/>
    public static IDisposable On<T1, T2, T3, TAnswer>(this Socket socket, string eventName, Func<T1, T2, T3, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, (T1 a, T2 b, T3 c) => ValueTask.FromResult(handler(a, b, c)));
    }

    /// <inheritdoc cref="Socket.On(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, Completed(handler));
    }

    /// <inheritdoc cref="Socket.Once"/>
    public static IDisposable Once(this Socket socket, string eventName, Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, Completed(handler));
    }

    /// <inheritdoc cref="Socket.OnAny"/>
    public static IDisposable OnAny(this Socket socket, Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.OnAny(Completed(handler));
    }

    /// <inheritdoc cref="Socket.Use"/>
    public static void Use(this Socket socket, Func<EventMessage, EventError?> middleware)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(middleware);
        socket.Use(message => ValueTask.FromResult(middleware(message)));
    }

    private static Func<EventMessage, ValueTask> Completed(Action<EventMessage> handler) => message =>
    {
        handler(message);
        return ValueTask.CompletedTask;
    };
}
