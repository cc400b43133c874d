// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <content>Handlers of one argument.</content>
public sealed partial class Socket
{
    /// <summary>Handles an event with one argument.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T>(string eventName, Func<T, ValueTask> handler) => On(eventName, handler, TypeInfo<T>());

    /// <inheritdoc cref="On{T}(string, Func{T, ValueTask})"/>
    public IDisposable On<T>(string eventName, Func<T, ValueTask> handler, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, typeInfo);
        return AddTyped(eventName, read, handler, once: false);
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T, TAnswer>(string eventName, Func<T, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, TypeInfo<T>());
        return AddTyped(eventName, read, handler, Answer<TAnswer>(), once: false);
    }

    /// <summary>Handles an event with one argument; what the handler returns is the answer.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable On<T, TAnswer>(
        string eventName, Func<T, ValueTask<TAnswer>> handler, JsonTypeInfo<T> typeInfo, JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, typeInfo);
        return AddTyped(eventName, read, handler, AnswerFormat<TAnswer>.Of(answerType), once: false);
    }

    /// <summary>Handles the next event of that name, with one argument, and no later ones.</summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T>(string eventName, Func<T, ValueTask> handler) => Once(eventName, handler, TypeInfo<T>());

    /// <inheritdoc cref="Once{T}(string, Func{T, ValueTask})"/>
    public IDisposable Once<T>(string eventName, Func<T, ValueTask> handler, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, typeInfo);
        return AddTyped(eventName, read, handler, once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with one argument, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T, TAnswer>(string eventName, Func<T, ValueTask<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, TypeInfo<T>());
        return AddTyped(eventName, read, handler, Answer<TAnswer>(), once: true);
    }

    /// <summary>
    /// Handles the next event of that name, with one argument, and no later ones; what the handler returns is the answer.
    /// </summary>
    /// <inheritdoc cref="On(string, Func{ValueTask})"/>
    public IDisposable Once<T, TAnswer>(
        string eventName, Func<T, ValueTask<TAnswer>> handler, JsonTypeInfo<T> typeInfo, JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var read = TypedHandlers.Arguments(handler, typeInfo);
        return AddTyped(eventName, read, handler, AnswerFormat<TAnswer>.Of(answerType), once: true);
    }
}
