// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO;

/// <content>Events with arguments that ask for an answer.</content>
public abstract partial class Broadcaster
{
    /// <summary>Emits an event with one argument to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name,
        T argument,
        JsonTypeInfo<T> typeInfo,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(name, argument, typeInfo, answerType), timeout, cancellation);

    /// <summary>Emits an event with two arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(name, first, firstType, second, secondType, answerType), timeout, cancellation);

    /// <summary>Emits an event with three arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(name, first, firstType, second, secondType, third, thirdType, answerType), timeout, cancellation);

    /// <summary>Emits an event with four arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, T4, TAnswer>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(
            name, first, firstType, second, secondType, third, thirdType, fourth, fourthType, answerType), timeout, cancellation);

    /// <summary>Emits an event with five arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, T4, T5, TAnswer>(
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
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(
            name,
            first,
            firstType,
            second,
            secondType,
            third,
            thirdType,
            fourth,
            fourthType,
            fifth,
            fifthType,
            answerType),
            timeout,
            cancellation);

    /// <summary>Emits an event with six arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, T4, T5, T6, TAnswer>(
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
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(
            name,
            first,
            firstType,
            second,
            secondType,
            third,
            thirdType,
            fourth,
            fourthType,
            fifth,
            fifthType,
            sixth,
            sixthType,
            answerType),
            timeout,
            cancellation);

    /// <summary>Emits an event with seven arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, T4, T5, T6, T7, TAnswer>(
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
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(
            name,
            first,
            firstType,
            second,
            secondType,
            third,
            thirdType,
            fourth,
            fourthType,
            fifth,
            fifthType,
            sixth,
            sixthType,
            seventh,
            seventhType,
            answerType),
            timeout,
            cancellation);

    /// <summary>Emits an event with eight arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T1, T2, T3, T4, T5, T6, T7, T8, TAnswer>(
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
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(
            name,
            first,
            firstType,
            second,
            secondType,
            third,
            thirdType,
            fourth,
            fourthType,
            fifth,
            fifthType,
            sixth,
            sixthType,
            seventh,
            seventhType,
            eighth,
            eighthType,
            answerType),
            timeout,
            cancellation);
}
