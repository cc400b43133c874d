// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of two arguments.</content>
public static partial class SocketHandlerExtensions
{
    /// <summary>Handles an event with two arguments.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2>(this Socket socket, string eventName, Action<T1, T2> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a.Item1, a.Item2);
            return ValueTask.CompletedTask;
        }, once: false);
    }

    /// <summary>Handles an event with two arguments.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2>(this Socket socket, string eventName, Func<T1, T2, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(eventName, read, a => new ValueTask(handler(a.Item1, a.Item2)), once: false);
    }

    /// <summary>Handles an event with two arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(
            eventName, read, a => ValueTask.FromResult(handler(a.Item1, a.Item2)), socket.Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles an event with two arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(
            eventName, read, a => new ValueTask<TAnswer>(handler(a.Item1, a.Item2)), socket.Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles the next event of that name, with two arguments, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2>(this Socket socket, string eventName, Action<T1, T2> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a.Item1, a.Item2);
            return ValueTask.CompletedTask;
        }, once: true);
    }

    /// <summary>Handles the next event of that name, with two arguments, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2>(this Socket socket, string eventName, Func<T1, T2, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(eventName, read, a => new ValueTask(handler(a.Item1, a.Item2)), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with two arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(eventName, read, a => ValueTask.FromResult(handler(a.Item1, a.Item2)), socket.Answer<TAnswer>(), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with two arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, TAnswer>(this Socket socket, string eventName, Func<T1, T2, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, socket.TypeInfo<T1>(), socket.TypeInfo<T2>());
        return socket.AddTyped(
            eventName, read, a => new ValueTask<TAnswer>(handler(a.Item1, a.Item2)), socket.Answer<TAnswer>(), once: true);
    }
}
