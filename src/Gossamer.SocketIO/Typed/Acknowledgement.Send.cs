// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Answers of typed arguments.</content>
public readonly partial struct Acknowledgement
{
    /// <summary>Answers with one argument, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T>(T argument)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T>(argument, TypeInfo<T>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with one argument.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T>(T argument, JsonTypeInfo<T> typeInfo) =>
        SendState(new TypedArguments<T>(argument, SocketIOJson.For(typeInfo)), static (json, a) => a.Write(json));

    /// <summary>Answers with two arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2>(T1 first, T2 second)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2>(first, TypeInfo<T1>(), second, TypeInfo<T2>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with two arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2>(T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType) =>
        SendState(new TypedArguments<T1, T2>(
            first, SocketIOJson.For(firstType), second, SocketIOJson.For(secondType)), static (json, a) => a.Write(json));

    /// <summary>Answers with three arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3>(T1 first, T2 second, T3 third)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3>(
            first, TypeInfo<T1>(), second, TypeInfo<T2>(), third, TypeInfo<T3>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with three arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3>(
        T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType, T3 third, JsonTypeInfo<T3> thirdType) =>
        SendState(new TypedArguments<T1, T2, T3>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType)), static (json, a) => a.Write(json));

    /// <summary>Answers with four arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3, T4>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with four arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3, T4>(
        T1 first,
        JsonTypeInfo<T1> firstType,
        T2 second,
        JsonTypeInfo<T2> secondType,
        T3 third,
        JsonTypeInfo<T3> thirdType,
        T4 fourth,
        JsonTypeInfo<T4> fourthType) =>
        SendState(new TypedArguments<T1, T2, T3, T4>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType)), static (json, a) => a.Write(json));

    /// <summary>Answers with five arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3, T4, T5>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3, T4, T5>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with five arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3, T4, T5>(
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
        SendState(new TypedArguments<T1, T2, T3, T4, T5>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType)), static (json, a) => a.Write(json));

    /// <summary>Answers with six arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3, T4, T5, T6>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3, T4, T5, T6>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with six arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3, T4, T5, T6>(
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
        SendState(new TypedArguments<T1, T2, T3, T4, T5, T6>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType)), static (json, a) => a.Write(json));

    /// <summary>Answers with seven arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3, T4, T5, T6, T7>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>(),
            seventh, TypeInfo<T7>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with seven arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3, T4, T5, T6, T7>(
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
        SendState(new TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType)), static (json, a) => a.Write(json));

    /// <summary>Answers with eight arguments, written as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Send<T1, T2, T3, T4, T5, T6, T7, T8>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh, T8 eighth)
    {
        if (_pending is not null)
            SendState(new TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
            first, TypeInfo<T1>(),
            second, TypeInfo<T2>(),
            third, TypeInfo<T3>(),
            fourth, TypeInfo<T4>(),
            fifth, TypeInfo<T5>(),
            sixth, TypeInfo<T6>(),
            seventh, TypeInfo<T7>(),
            eighth, TypeInfo<T8>()), static (json, a) => a.Write(json));
    }

    /// <summary>Answers with eight arguments.</summary>
    [OverloadResolutionPriority(1)]
    public void Send<T1, T2, T3, T4, T5, T6, T7, T8>(
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
        SendState(new TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
            first, SocketIOJson.For(firstType),
            second, SocketIOJson.For(secondType),
            third, SocketIOJson.For(thirdType),
            fourth, SocketIOJson.For(fourthType),
            fifth, SocketIOJson.For(fifthType),
            sixth, SocketIOJson.For(sixthType),
            seventh, SocketIOJson.For(seventhType),
            eighth, SocketIOJson.For(eighthType)), static (json, a) => a.Write(json));
}
