using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of events without arguments; those of one to eight arguments are in Typed/.</content>
public sealed partial class Socket
{
    /// <summary>
    /// Handles an event without arguments. While the handler runs, the socket's later events wait (at most
    /// <see cref="SocketIOOptions.MaxWaitingEvents"/>, then the client does); heartbeats and answers get through. When it has ended,
    /// a client that wants an answer gets one without arguments.
    /// </summary>
    /// <remarks>
    /// So with all typed handlers. Those with arguments read them as <see cref="SocketIOOptions.Json"/> says. Arguments beyond those that
    /// are asked for are left alone. One that is missing has its parameter's default, if there is one, or is null if it is a
    /// <see cref="Nullable{T}"/>; otherwise, and when it does not fit, the handler does not run, and the answer is the error
    /// <c>bad-arguments</c>. What a handler returns is the answer: a tuple's items are one argument each, <see cref="RawArguments"/> all of
    /// them.
    /// </remarks>
    /// <exception cref="NotSupportedException">
    /// Nothing in <see cref="SocketIOOptions.Json"/> knows how to read an argument's type or write the answer's, or it is a delegate.
    /// </exception>
    /// <inheritdoc cref="On(string, Func{EventMessage, ValueTask})"/>
    public IDisposable On(string eventName, Func<ValueTask> handler) => AddTyped(eventName, handler, once: false);

    /// <summary>Handles an event without arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler) =>
        AddTyped(eventName, handler, Answer<TAnswer>(), once: false);

    /// <inheritdoc cref="On{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public IDisposable On<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler, JsonTypeInfo<TAnswer> answerType) =>
        AddTyped(eventName, handler, AnswerFormat<TAnswer>.Of(answerType), once: false);

    /// <summary>Handles the next event of that name, without arguments, and no later ones.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once(string eventName, Func<ValueTask> handler) => AddTyped(eventName, handler, once: true);

    /// <summary>Handles the next event of that name, without arguments; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler) =>
        AddTyped(eventName, handler, Answer<TAnswer>(), once: true);

    /// <inheritdoc cref="Once{TAnswer}(string, Func{ValueTask{TAnswer}})"/>
    public IDisposable Once<TAnswer>(string eventName, Func<ValueTask<TAnswer>> handler, JsonTypeInfo<TAnswer> answerType) =>
        AddTyped(eventName, handler, AnswerFormat<TAnswer>.Of(answerType), once: true);

    private Events.EventHandler AddTyped(string eventName, Func<ValueTask> handler, bool once)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddTyped(eventName, _ => handler(), acknowledges: true, once);
    }

    private Events.EventHandler AddTyped<TAnswer>(
        string eventName, Func<ValueTask<TAnswer>> handler, AnswerFormat<TAnswer> answer, bool once)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddTyped(eventName, TypedHandlers.Of(handler, answer), acknowledges: false, once);
    }
}
