using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of typed arguments.</content>
public sealed partial class Socket
{
    /// <summary>
    /// Handles an event without arguments. While the handler runs, the socket's later events wait (at most
    /// <see cref="SocketIOOptions.MaxWaitingEvents"/>, then the client does); heartbeats and answers get through. When it has ended,
    /// a client that wants an answer gets one without arguments. So with all typed handlers. Arguments beyond those that are
    /// asked for are left alone.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{EventMessage, ValueTask})"/>
    public IDisposable On(string eventName, Func<ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddTyped(eventName, _ => handler(), acknowledges: true);
    }

    /// <summary>Handles an event without arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler) => On(eventName, handler, TypeInfo<TAnswer>());

    /// <inheritdoc cref="On{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public IDisposable On<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler, JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(answerType);
        return AddTyped(eventName, async message =>
            message.Ack.Send(await handler().ConfigureAwait(false), answerType), acknowledges: false);
    }

    /// <summary>
    /// Handles an event with one argument. Arguments that are missing or do not fit are answered with the error <c>bad-arguments</c>.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T>(string eventName, Func<T, ValueTask> handler) => On(eventName, handler, TypeInfo<T>());

    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public IDisposable On<T>(string eventName, Func<T, ValueTask> handler, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(typeInfo);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(typeInfo), handler), acknowledges: true);
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T, TAnswer>(string eventName, Func<T, ValueTask<TAnswer>> handler) =>
        On(eventName, handler, TypeInfo<T>(), TypeInfo<TAnswer>());

    /// <inheritdoc cref="On{T, TAnswer}(string, Func{T, ValueTask{TAnswer}})"/>
    public IDisposable On<T, TAnswer>(
        string eventName,
        Func<T, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T> typeInfo,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(answerType);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(typeInfo), handler, answerType), acknowledges: false);
    }

    /// <summary>
    /// Handles an event with two arguments. Arguments that are missing or do not fit are answered with the error <c>bad-arguments</c>.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2>(string eventName, Func<T1, T2, ValueTask> handler) =>
        On(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>());

    /// <inheritdoc cref="On{T1, T2}(string, Func{T1, T2, ValueTask})"/>
    public IDisposable On<T1, T2>(
        string eventName,
        Func<T1, T2, ValueTask> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(firstType);
        ArgumentNullException.ThrowIfNull(secondType);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(firstType, secondType), a => handler(a.First, a.Second)),
            acknowledges: true);
    }

    /// <summary>Handles an event with two arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, TAnswer>(string eventName, Func<T1, T2, ValueTask<TAnswer>> handler) =>
        On(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<TAnswer>());

    /// <inheritdoc cref="On{T1, T2, TAnswer}(string, Func{T1, T2, ValueTask{TAnswer}})"/>
    public IDisposable On<T1, T2, TAnswer>(
        string eventName,
        Func<T1, T2, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(firstType);
        ArgumentNullException.ThrowIfNull(secondType);
        ArgumentNullException.ThrowIfNull(answerType);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(firstType, secondType), a =>
            handler(a.First, a.Second), answerType), acknowledges: false);
    }

    /// <summary>
    /// Handles an event with three arguments. Arguments that are missing or do not fit are answered with the error <c>bad-arguments</c>.
    /// </summary>
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
        ArgumentNullException.ThrowIfNull(firstType);
        ArgumentNullException.ThrowIfNull(secondType);
        ArgumentNullException.ThrowIfNull(thirdType);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(firstType, secondType, thirdType), a =>
            handler(a.First, a.Second, a.Third)), acknowledges: true);
    }

    /// <summary>Handles an event with three arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T1, T2, T3, TAnswer>(string eventName, Func<T1, T2, T3, ValueTask<TAnswer>> handler) =>
        On(eventName, handler, TypeInfo<T1>(), TypeInfo<T2>(), TypeInfo<T3>(), TypeInfo<TAnswer>());

    /// <inheritdoc cref="On{T1, T2, T3, TAnswer}(string, Func{T1, T2, T3, ValueTask{TAnswer}})"/>
    public IDisposable On<T1, T2, T3, TAnswer>(
        string eventName,
        Func<T1, T2, T3, ValueTask<TAnswer>> handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(firstType);
        ArgumentNullException.ThrowIfNull(secondType);
        ArgumentNullException.ThrowIfNull(thirdType);
        ArgumentNullException.ThrowIfNull(answerType);
        return AddTyped(eventName, TypedHandlers.Of(TypedHandlers.Arguments(firstType, secondType, thirdType), a =>
            handler(a.First, a.Second, a.Third), answerType), acknowledges: false);
    }
}
