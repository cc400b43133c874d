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

    /// <inheritdoc cref="Socket.Once(string, Func{ValueTask})"/>
    public static IDisposable Once(this Socket socket, string eventName, Action handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, () =>
        {
            handler();
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="Socket.Once{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public static IDisposable Once<TAnswer>(this Socket socket, string eventName, Func<TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, () => ValueTask.FromResult(handler()));
    }

    /// <inheritdoc cref="Socket.On(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable On(this Socket socket, string eventName, Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.On(eventName, Completed(handler));
    }

    /// <inheritdoc cref="Socket.Once(string, Func{EventMessage, ValueTask})"/>
    public static IDisposable Once(this Socket socket, string eventName, Action<EventMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        return socket.Once(eventName, Completed(handler));
    }

    /// <inheritdoc cref="Socket.OnAny(Func{EventMessage, ValueTask})"/>
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
