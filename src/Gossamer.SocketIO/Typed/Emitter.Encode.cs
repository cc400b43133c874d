// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Encodes events of typed arguments.</content>
public abstract partial class Emitter
{
    /// <summary>Encodes an event with one argument once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T>(string name, T argument) =>
        EncodeState(name, new TypedArguments<T>(argument, TypeInfo<T>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with one argument once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T>(string name, T argument, JsonTypeInfo<T> typeInfo) =>
        EncodeState(name, new TypedArguments<T>(argument, SocketIOJson.For(typeInfo)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with two arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2>(string name, T1 first, T2 second) =>
        EncodeState(name, new TypedArguments<T1, T2>(first, TypeInfo<T1>(), second, TypeInfo<T2>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with two arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2>(string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType) =>
        EncodeState(name, new TypedArguments<T1, T2>(
            first, SocketIOJson.For(firstType), second, SocketIOJson.For(secondType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with three arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3>(string name, T1 first, T2 second, T3 third) =>
        EncodeState(name, new TypedArguments<T1, T2, T3>(
            first, TypeInfo<T1>(), second, TypeInfo<T2>(), third, TypeInfo<T3>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with three arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3>(
        string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType, T3 third, JsonTypeInfo<T3> thirdType) =>
        EncodeState(name, new TypedArguments<T1, T2, T3>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with four arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3, T4>(string name, T1 first, T2 second, T3 third, T4 fourth) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with four arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3, T4>(
        string name,
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with five arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3, T4, T5>(string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with five arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3, T4, T5>(
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
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with six arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6>(string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with six arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6>(
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
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with seven arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6, T7>(
        string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>(),
            seventh, TypeInfo<T7>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with seven arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6, T7>(
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
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType)), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with eight arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6, T7, T8>(
        string name, T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh, T8 eighth) =>
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>(),
            seventh, TypeInfo<T7>(),
            eighth, TypeInfo<T8>()), static (json, a) => a.Write(json));

    /// <summary>Encodes an event with eight arguments once, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode(string)"/>
    [OverloadResolutionPriority(1)]
    public EncodedPacket Encode<T1, T2, T3, T4, T5, T6, T7, T8>(
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
        EncodeState(name, new TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType),
            eighth, SocketIOJson.For(eighthType)), static (json, a) => a.Write(json));
}
