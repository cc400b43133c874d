// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Events of typed arguments that ask for an answer.</content>
public abstract partial class Emitter
{
    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T, TAnswer>(string name, T argument, JsonTypeInfo<T> typeInfo, JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T>(argument, SocketIOJson.For(typeInfo));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, TAnswer>(
        string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType, JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2>(first, SocketIOJson.For(firstType), second, SocketIOJson.For(secondType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3>(
            first, SocketIOJson.For(firstType), second, SocketIOJson.For(secondType), third, SocketIOJson.For(thirdType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, T4, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3, T4>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, T4, T5, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        T5 fifth,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3, T4, T5>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, T4, T5, T6, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        T5 fifth,
        JsonTypeInfo<T5> fifthType,
        T6 sixth,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3, T4, T5, T6>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, T4, T5, T6, T7, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        T5 fifth,
        JsonTypeInfo<T5> fifthType,
        T6 sixth,
        JsonTypeInfo<T6> sixthType,
        T7 seventh,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }

    /// <inheritdoc cref="RequestState{TState, TAnswer}"/>
    internal AckRequest<TAnswer> Request<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        T5 fifth,
        JsonTypeInfo<T5> fifthType,
        T6 sixth,
        JsonTypeInfo<T6> sixthType,
        T7 seventh,
        JsonTypeInfo<T7> seventhType,
        T8 eighth,
        JsonTypeInfo<T8> eighthType,
        JsonTypeInfo<TAnswer> answerType)
    {
        var arguments = new TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType),
            eighth, SocketIOJson.For(eighthType));
        var answer = AnswerFormat<TAnswer>.Of(answerType);
        return RequestState(name, arguments, static (json, a) => a.Write(json), answer);
    }
}
