using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Events;

/// <summary>Makes handlers of typed arguments out of functions: reads the arguments, runs the function, answers.</summary>
internal static class TypedHandlers
{
    public static Func<EventMessage, ValueTask> Of<T>(Func<T, ValueTask> handler, JsonTypeInfo<T> type)
    {
        type = SocketIOJson.For(type);
        return message => RunAsync(message, m => ReadOne(m, type), handler);
    }

    public static Func<EventMessage, ValueTask> Of<T, TAnswer>(
        Func<T, ValueTask<TAnswer>> handler, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType)
    {
        type = SocketIOJson.For(type);
        return message => RunAsync(message, m => ReadOne(m, type), async argument =>
            message.Ack.Send(await handler(argument).ConfigureAwait(false), answerType));
    }

    public static Func<EventMessage, ValueTask> Of<T1, T2>(
        Func<T1, T2, ValueTask> handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType)
    {
        (firstType, secondType) = (SocketIOJson.For(firstType), SocketIOJson.For(secondType));
        return message => RunAsync(message, m => ReadTwo(m, firstType, secondType), a => handler(a.First, a.Second));
    }

    public static Func<EventMessage, ValueTask> Of<T1, T2, TAnswer>(
        Func<T1, T2, ValueTask<TAnswer>> handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType, JsonTypeInfo<TAnswer> answerType)
    {
        (firstType, secondType) = (SocketIOJson.For(firstType), SocketIOJson.For(secondType));
        return message => RunAsync(message, m => ReadTwo(m, firstType, secondType), async a =>
            message.Ack.Send(await handler(a.First, a.Second).ConfigureAwait(false), answerType));
    }

    public static Func<EventMessage, ValueTask> Of<TAnswer>(Func<ValueTask<TAnswer>> handler, JsonTypeInfo<TAnswer> answerType) =>
        async message => message.Ack.Send(await handler().ConfigureAwait(false), answerType);

    private static ValueTask RunAsync<TArguments>(
        EventMessage message, Func<EventMessage, TArguments> read, Func<TArguments, ValueTask> handler)
    {
        if (ArgumentReader.TryRead(message, read, out var arguments, out var error))
            return handler(arguments);
        message.Socket.Refuse(message, EventError.BadArguments(error));
        return ValueTask.CompletedTask;
    }

    private static T ReadOne<T>(EventMessage message, JsonTypeInfo<T> type)
    {
        var reader = message.ReadArguments();
        return ArgumentReader.Next(ref reader, type, position: 1);
    }

    private static (T1 First, T2 Second) ReadTwo<T1, T2>(EventMessage message, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType)
    {
        var reader = message.ReadArguments();
        var first = ArgumentReader.Next(ref reader, firstType, position: 1);
        return (first, ArgumentReader.Next(ref reader, secondType, position: 2));
    }
}
