// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO;

/// <content>Emits events of typed arguments.</content>
public abstract partial class Emitter
{
    /// <summary>Emits an event with one argument.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T>(string name, T argument) => EmitAsync(Encode(name, argument));

    /// <summary>Emits an event with one argument.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T>(string name, T argument, JsonTypeInfo<T> typeInfo) => EmitAsync(Encode(name, argument, typeInfo));

    /// <summary>Emits an event with two arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2>(string name, T1 first, T2 second) => EmitAsync(Encode(name, first, second));

    /// <summary>Emits an event with two arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2>(string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType) =>
        EmitAsync(Encode(name, first, firstType, second, secondType));

    /// <summary>Emits an event with three arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3>(string name, T1 first, T2 second, T3 third) => EmitAsync(Encode(name, first, second, third));

    /// <summary>Emits an event with three arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3>(
        string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType, T3 third, JsonTypeInfo<T3> thirdType) =>
        EmitAsync(Encode(name, first, firstType, second, secondType, third, thirdType));

    /// <summary>Emits an event with four arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3, T4>(string name, T1 first, T2 second, T3 third, T4 fourth) =>
        EmitAsync(Encode(name, first, second, third, fourth));

    /// <summary>Emits an event with four arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3, T4>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType) =>
        EmitAsync(Encode(name, first, firstType, second, secondType, third, thirdType, fourth, fourthType));

    /// <summary>Emits an event with five arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3, T4, T5>(string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth) =>
        EmitAsync(Encode(name, first, second, third, fourth, fifth));

    /// <summary>Emits an event with five arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3, T4, T5>(
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
        JsonTypeInfo<T5> fifthType) =>
        EmitAsync(Encode(name, first, firstType, second, secondType, third, thirdType, fourth, fourthType, fifth, fifthType));

    /// <summary>Emits an event with six arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6>(string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth) =>
        EmitAsync(Encode(name, first, second, third, fourth, fifth, sixth));

    /// <summary>Emits an event with six arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6>(
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
        JsonTypeInfo<T6> sixthType) =>
        EmitAsync(Encode(
            name, first, firstType, second, secondType, third, thirdType, fourth, fourthType, fifth, fifthType, sixth, sixthType));

    /// <summary>Emits an event with seven arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6, T7>(
        string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh) =>
        EmitAsync(Encode(name, first, second, third, fourth, fifth, sixth, seventh));

    /// <summary>Emits an event with seven arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6, T7>(
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
        JsonTypeInfo<T7> seventhType) =>
        EmitAsync(Encode(
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
            seventhType));

    /// <summary>Emits an event with eight arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6, T7, T8>(
        string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh, T8 eighth) =>
        EmitAsync(Encode(name, first, second, third, fourth, fifth, sixth, seventh, eighth));

    /// <summary>Emits an event with eight arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask EmitAsync<T1, T2, T3, T4, T5, T6, T7, T8>(
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
        JsonTypeInfo<T8> eighthType) =>
        EmitAsync(Encode(
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
            eighthType));
}
