// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of six arguments.</content>
public static partial class SocketHandlerExtensions
{
    /// <summary>Handles an event with six arguments.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, T3, T4, T5, T6>(this Socket socket, string eventName, Action<T1, T2, T3, T4, T5, T6> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6);
            return ValueTask.CompletedTask;
        }, once: false);
    }

    /// <summary>Handles an event with six arguments.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, T3, T4, T5, T6>(this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName, read, a => new ValueTask(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)), once: false);
    }

    /// <summary>Handles an event with six arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, T3, T4, T5, T6, TAnswer>(
        this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName,
            read,
            a => ValueTask.FromResult(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)),
            socket.Answer<TAnswer>(),
            once: false);
    }

    /// <summary>Handles an event with six arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable On<T1, T2, T3, T4, T5, T6, TAnswer>(
        this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName,
            read,
            a => new ValueTask<TAnswer>(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)),
            socket.Answer<TAnswer>(),
            once: false);
    }

    /// <summary>Handles the next event of that name, with six arguments, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, T3, T4, T5, T6>(this Socket socket, string eventName, Action<T1, T2, T3, T4, T5, T6> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(eventName, read, a =>
        {
            handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6);
            return ValueTask.CompletedTask;
        }, once: true);
    }

    /// <summary>Handles the next event of that name, with six arguments, and no later ones.</summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, T3, T4, T5, T6>(this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName, read, a => new ValueTask(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with six arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, T3, T4, T5, T6, TAnswer>(
        this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName,
            read,
            a => ValueTask.FromResult(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)),
            socket.Answer<TAnswer>(),
            once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with six arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="Socket.On(string, Func{ValueTask})"/>
    public static IDisposable Once<T1, T2, T3, T4, T5, T6, TAnswer>(
        this Socket socket, string eventName, Func<T1, T2, T3, T4, T5, T6, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            socket.TypeInfo<T1>(),
            socket.TypeInfo<T2>(),
            socket.TypeInfo<T3>(),
            socket.TypeInfo<T4>(),
            socket.TypeInfo<T5>(),
            socket.TypeInfo<T6>());
        return socket.AddTyped(
            eventName,
            read,
            a => new ValueTask<TAnswer>(handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6)),
            socket.Answer<TAnswer>(),
            once: true);
    }
}
