// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of one argument.</content>
public static partial class SocketHandlerExtensions
{
    /// <summary>Handles an event with one argument.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T>(this Socket socket, string eventName, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a);
            return ValueTask.CompletedTask;
        }, once: false);
    }

    /// <summary>Handles an event with one argument.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T>(this Socket socket, string eventName, Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => new ValueTask(handler(a)), once: false);
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T, TAnswer>(this Socket socket, string eventName, Func<T, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => ValueTask.FromResult(handler(a)), socket.Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T, TAnswer>(this Socket socket, string eventName, Func<T, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => new ValueTask<TAnswer>(handler(a)), socket.Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles the next event of that name, with one argument, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T>(this Socket socket, string eventName, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a);
            return ValueTask.CompletedTask;
        }, once: true);
    }

    /// <summary>Handles the next event of that name, with one argument, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T>(this Socket socket, string eventName, Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => new ValueTask(handler(a)), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with one argument, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T, TAnswer>(this Socket socket, string eventName, Func<T, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => ValueTask.FromResult(handler(a)), socket.Answer<TAnswer>(), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with one argument, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T, TAnswer>(this Socket socket, string eventName, Func<T, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T>());
        return socket.AddTyped(eventName, read, a => new ValueTask<TAnswer>(handler(a)), socket.Answer<TAnswer>(), once: true);
    }
}
