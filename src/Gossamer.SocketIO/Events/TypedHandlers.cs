using Gossamer.SocketIO.Acks;

namespace Gossamer.SocketIO.Events;

/// <summary>Makes handlers of events out of functions of typed arguments: reads the arguments, runs the function, answers.</summary>
internal static partial class TypedHandlers
{
    /// <summary>A function without an answer.</summary>
    public static Func<EventMessage, ValueTask> Of<TArguments>(Func<EventMessage, TArguments> read, Func<TArguments, ValueTask> handler) =>
        message => RunAsync(message, read, handler);

    /// <summary>A function whose result is the answer.</summary>
    public static Func<EventMessage, ValueTask> Of<TArguments, TAnswer>(
        Func<EventMessage, TArguments> read, Func<TArguments, ValueTask<TAnswer>> handler, AnswerFormat<TAnswer> answer) =>
        message => RunAsync(message, read, handler, answer);

    /// <summary>A function of nothing, whose result is the answer.</summary>
    public static Func<EventMessage, ValueTask> Of<TAnswer>(Func<ValueTask<TAnswer>> handler, AnswerFormat<TAnswer> answer) =>
        message => AnswerAsync(handler(), message.Ack, answer);

    private static ValueTask RunAsync<TArguments>(
        EventMessage message, Func<EventMessage, TArguments> read, Func<TArguments, ValueTask> handler)
    {
        if (ArgumentReader.TryRead(message, read, out var arguments, out var fault))
            return handler(arguments);
        message.Socket.Refuse(message, EventError.BadArguments(fault.Message));
        return ValueTask.CompletedTask;
    }

    private static ValueTask RunAsync<TArguments, TAnswer>(
        EventMessage message,
        Func<EventMessage, TArguments> read,
        Func<TArguments, ValueTask<TAnswer>> handler,
        AnswerFormat<TAnswer> answer)
    {
        if (ArgumentReader.TryRead(message, read, out var arguments, out var fault))
            return AnswerAsync(handler(arguments), message.Ack, answer);
        message.Socket.Refuse(message, EventError.BadArguments(fault.Message));
        return ValueTask.CompletedTask;
    }

    private static async ValueTask AnswerAsync<TAnswer>(ValueTask<TAnswer> running, Acknowledgement ack, AnswerFormat<TAnswer> answer) =>
        answer.Send(ack, await running.ConfigureAwait(false));
}
