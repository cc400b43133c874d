using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Events;

/// <summary>Makes handlers of events out of functions of typed arguments: reads the arguments, runs the function, answers.</summary>
internal static class TypedHandlers
{
    /// <summary>A function without an answer.</summary>
    public static Func<EventMessage, ValueTask> Of<TArguments>(Func<EventMessage, TArguments> read, Func<TArguments, ValueTask> handler) =>
        message => RunAsync(message, read, handler);

    /// <summary>A function whose result is the answer.</summary>
    public static Func<EventMessage, ValueTask> Of<TArguments, TAnswer>(
        Func<EventMessage, TArguments> read, Func<TArguments, ValueTask<TAnswer>> handler, JsonTypeInfo<TAnswer> answerType) =>
        message => RunAsync(message, read, async arguments =>
            message.Ack.Send(await handler(arguments).ConfigureAwait(false), answerType));

    /// <summary>Reads one argument.</summary>
    public static Func<EventMessage, T> Arguments<T>(JsonTypeInfo<T> type)
    {
        type = SocketIOJson.For(type);
        return message =>
        {
            var reader = message.ReadArguments();
            return ArgumentReader.Next(ref reader, type, position: 1);
        };
    }

    /// <summary>Reads two arguments.</summary>
    public static Func<EventMessage, (T1 First, T2 Second)> Arguments<T1, T2>(JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType)
    {
        (firstType, secondType) = (SocketIOJson.For(firstType), SocketIOJson.For(secondType));
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1);
            return (first, ArgumentReader.Next(ref reader, secondType, position: 2));
        };
    }

    /// <summary>Reads three arguments.</summary>
    public static Func<EventMessage, (T1 First, T2 Second, T3 Third)> Arguments<T1, T2, T3>(
        JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType, JsonTypeInfo<T3> thirdType)
    {
        (firstType, secondType, thirdType) = (SocketIOJson.For(firstType), SocketIOJson.For(secondType), SocketIOJson.For(thirdType));
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2);
            return (first, second, ArgumentReader.Next(ref reader, thirdType, position: 3));
        };
    }

    private static ValueTask RunAsync<TArguments>(
        EventMessage message, Func<EventMessage, TArguments> read, Func<TArguments, ValueTask> handler)
    {
        if (ArgumentReader.TryRead(message, read, out var arguments, out var error))
            return handler(arguments);
        message.Socket.Refuse(message, EventError.BadArguments(error));
        return ValueTask.CompletedTask;
    }
}
