// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of eight arguments.</content>
public sealed partial class Socket
{
    /// <summary>Handles an event with eight arguments.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, T4, T5, T6, T7, T8>(string eventName, Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask> handler) =>
        On(
            eventName,
            handler,
            TypeInfo<T1>(),
            TypeInfo<T2>(),
            TypeInfo<T3>(),
            TypeInfo<T4>(),
            TypeInfo<T5>(),
            TypeInfo<T6>(),
            TypeInfo<T7>(),
            TypeInfo<T8>());

    /// <inheritdoc cref="On{T1, T2, T3, T4, T5, T6, T7, T8}(string, Func{T1, T2, T3, T4, T5, T6, T7, T8, ValueTask})"/>
    public IDisposable On<T1, T2, T3, T4, T5, T6, T7, T8>(
        string eventName,
        Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<T8> eighthType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler, firstType, secondType, thirdType, fourthType, fifthType, sixthType, seventhType, eighthType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8), once: false);
    }

    /// <summary>Handles an event with eight arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
        string eventName, Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            TypeInfo<T1>(),
            TypeInfo<T2>(),
            TypeInfo<T3>(),
            TypeInfo<T4>(),
            TypeInfo<T5>(),
            TypeInfo<T6>(),
            TypeInfo<T7>(),
            TypeInfo<T8>());
        return AddTyped(
            eventName,
            read,
            a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8),
            Answer<TAnswer>(),
            once: false);
    }

    /// <summary>Handles an event with eight arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
        string eventName,
        Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<T8> eighthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler, firstType, secondType, thirdType, fourthType, fifthType, sixthType, seventhType, eighthType);
        return AddTyped(
            eventName,
            read,
            a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8),
            AnswerFormat<TAnswer>.Of(answerType),
            once: false);
    }

    /// <summary>Handles the next event of that name, with eight arguments, and no later ones.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3, T4, T5, T6, T7, T8>(string eventName, Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask> handler) =>
        Once(
            eventName,
            handler,
            TypeInfo<T1>(),
            TypeInfo<T2>(),
            TypeInfo<T3>(),
            TypeInfo<T4>(),
            TypeInfo<T5>(),
            TypeInfo<T6>(),
            TypeInfo<T7>(),
            TypeInfo<T8>());

    /// <inheritdoc cref="Once{T1, T2, T3, T4, T5, T6, T7, T8}(string, Func{T1, T2, T3, T4, T5, T6, T7, T8, ValueTask})"/>
    public IDisposable Once<T1, T2, T3, T4, T5, T6, T7, T8>(
        string eventName,
        Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<T8> eighthType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler, firstType, secondType, thirdType, fourthType, fifthType, sixthType, seventhType, eighthType);
        return AddTyped(eventName, read, a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with eight arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
        string eventName, Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler,
            TypeInfo<T1>(),
            TypeInfo<T2>(),
            TypeInfo<T3>(),
            TypeInfo<T4>(),
            TypeInfo<T5>(),
            TypeInfo<T6>(),
            TypeInfo<T7>(),
            TypeInfo<T8>());
        return AddTyped(
            eventName,
            read,
            a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8),
            Answer<TAnswer>(),
            once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with eight arguments, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
        string eventName,
        Func<T1, T2, T3, T4, T5, T6, T7, T8, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<T8> eighthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(
            handler, firstType, secondType, thirdType, fourthType, fifthType, sixthType, seventhType, eighthType);
        return AddTyped(
            eventName,
            read,
            a => handler(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8),
            AnswerFormat<TAnswer>.Of(answerType),
            once: true);
    }
}
