// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of three arguments.</content>
public sealed partial class Socket
{
    /// <summary>Handles an event with three arguments.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3>(string eventName, Func<T1, T2, T3, ValueTask> handler) =>
        On(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<T3>());

    /// <inheritdoc cref="On{T1, T2, T3}(string, Func{T1, T2, T3, ValueTask})"/>
    public IDisposable On<T1, T2, T3>(
        string eventName,
        Func<T1, T2, T3, ValueTask> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, firstType, secondType, thirdType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), once: false);
    }

    /// <summary>Handles an event with three arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, TAnswer>(string eventName, Func<T1, T2, T3, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<T3>());
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles an event with three arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, TAnswer>(
        string eventName,
        Func<T1, T2, T3, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, firstType, secondType, thirdType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), AnswerFormat<TAnswer>.Of(answerType), once: false);
    }

    /// <summary>Handles the next event of that name, with three arguments, and no later ones.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3>(string eventName, Func<T1, T2, T3, ValueTask> handler) =>
        Once(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<T3>());

    /// <inheritdoc cref="Once{T1, T2, T3}(string, Func{T1, T2, T3, ValueTask})"/>
    public IDisposable Once<T1, T2, T3>(
        string eventName,
        Func<T1, T2, T3, ValueTask> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, firstType, secondType, thirdType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with three arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3, TAnswer>(string eventName, Func<T1, T2, T3, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<T3>());
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), Answer<TAnswer>(), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with three arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3, TAnswer>(
        string eventName,
        Func<T1, T2, T3, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, firstType, secondType, thirdType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3), AnswerFormat<TAnswer>.Of(answerType), once: true);
    }
}
