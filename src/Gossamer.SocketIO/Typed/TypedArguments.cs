// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Json;

/// <summary>One argument, and how to write it.</summary>
internal readonly struct TypedArguments<T>(T argument, JsonTypeInfo<T> typeInfo)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, argument, typeInfo);
    }
}

/// <summary>Two arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2>(T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
    }
}

/// <summary>Three arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3>(
    T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType, T3 third, JsonTypeInfo<T3> thirdType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
    }
}

/// <summary>Four arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3, T4>(
    T1 first,
    JsonTypeInfo<T1> firstType,
    T2 second,
    JsonTypeInfo<T2> secondType,
    T3 third,
    JsonTypeInfo<T3> thirdType,
    T4 fourth,
    JsonTypeInfo<T4> fourthType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
        JsonSerializer.Serialize(json, fourth, fourthType);
    }
}

/// <summary>Five arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3, T4, T5>(
    T1 first,
    JsonTypeInfo<T1> firstType,
    T2 second,
    JsonTypeInfo<T2> secondType,
    T3 third,
    JsonTypeInfo<T3> thirdType,
    T4 fourth,
    JsonTypeInfo<T4> fourthType,
    T5 fifth,
    JsonTypeInfo<T5> fifthType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
        JsonSerializer.Serialize(json, fourth, fourthType);
        JsonSerializer.Serialize(json, fifth, fifthType);
    }
}

/// <summary>Six arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3, T4, T5, T6>(
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
    JsonTypeInfo<T6> sixthType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
        JsonSerializer.Serialize(json, fourth, fourthType);
        JsonSerializer.Serialize(json, fifth, fifthType);
        JsonSerializer.Serialize(json, sixth, sixthType);
    }
}

/// <summary>Seven arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3, T4, T5, T6, T7>(
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
    JsonTypeInfo<T7> seventhType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
        JsonSerializer.Serialize(json, fourth, fourthType);
        JsonSerializer.Serialize(json, fifth, fifthType);
        JsonSerializer.Serialize(json, sixth, sixthType);
        JsonSerializer.Serialize(json, seventh, seventhType);
    }
}

/// <summary>Eight arguments, and how to write them.</summary>
internal readonly struct TypedArguments<T1, T2, T3, T4, T5, T6, T7, T8>(
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
    JsonTypeInfo<T8> eighthType)
{
    public void Write(Utf8JsonWriter json)
    {
        JsonSerializer.Serialize(json, first, firstType);
        JsonSerializer.Serialize(json, second, secondType);
        JsonSerializer.Serialize(json, third, thirdType);
        JsonSerializer.Serialize(json, fourth, fourthType);
        JsonSerializer.Serialize(json, fifth, fifthType);
        JsonSerializer.Serialize(json, sixth, sixthType);
        JsonSerializer.Serialize(json, seventh, seventhType);
        JsonSerializer.Serialize(json, eighth, eighthType);
    }
}
