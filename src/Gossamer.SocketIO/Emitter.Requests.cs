using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Events that ask for an answer.</content>
public abstract partial class Emitter
{
    /// <summary>An event that asks for an answer. Never recoverable: who asks does not wait for a client to come back.</summary>
    internal AckRequest<TAnswer> RequestState<TState, TAnswer>(
        string name, TState state, Action<Utf8JsonWriter, TState> write, AnswerFormat<TAnswer> answer) =>
        new(name, id => EncodedPacket.Event(Encoder, name, state, write, ackId: id), answer);

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<TAnswer>(string name) =>
        RequestState(name, 0, static (_, _) => { }, Answer<TAnswer>());

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<TAnswer>(string name, object? argument) =>
        RequestState(name, RunTimeTyped(argument), static (json, a) => JsonSerializer.Serialize(json, a.Value, a.Type), Answer<TAnswer>());

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<TAnswer>(string name, ReadOnlySpan<object?> arguments)
    {
        var typed = new (object? Value, JsonTypeInfo Type)[arguments.Length];
        for (var i = 0; i < typed.Length; i++)
            typed[i] = RunTimeTyped(arguments[i]);
        return RequestState(name, typed, WriteAll, Answer<TAnswer>());

        static void WriteAll(Utf8JsonWriter json, (object? Value, JsonTypeInfo Type)[] arguments)
        {
            foreach (var (value, type) in arguments)
                JsonSerializer.Serialize(json, value, type);
        }
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<TAnswer>(string name, RawArguments arguments) =>
        new(name, id => EncodedPacket.Event(Encoder, name, arguments, offset: null, id), Answer<TAnswer>());

    internal AnswerFormat<TAnswer> Answer<TAnswer>() => AnswerFormat<TAnswer>.Of(JsonOptions);

    private (object? Value, JsonTypeInfo Type) RunTimeTyped(object? argument) =>
        (argument, SocketIOJson.For(argument?.GetType() ?? typeof(string), JsonOptions));
}
