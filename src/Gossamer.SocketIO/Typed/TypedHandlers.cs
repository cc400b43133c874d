// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Events;

/// <content>Reads the arguments of events.</content>
internal static partial class TypedHandlers
{
    /// <summary>Reads one argument.</summary>
    public static Func<EventMessage, T> Arguments<T>(Delegate handler, JsonTypeInfo<T> typeInfo)
    {
        typeInfo = SocketIOJson.For(typeInfo);
        return message =>
        {
            var reader = message.ReadArguments();
            return ArgumentReader.Next(ref reader, typeInfo, position: 1, handler);
        };
    }

    /// <summary>Reads two arguments.</summary>
    public static Func<EventMessage, (T1, T2)> Arguments<T1, T2>(Delegate handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            return (first, ArgumentReader.Next(ref reader, secondType, position: 2, handler));
        };
    }

    /// <summary>Reads three arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3)> Arguments<T1, T2, T3>(
        Delegate handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType, JsonTypeInfo<T3> thirdType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            return (first, second, ArgumentReader.Next(ref reader, thirdType, position: 3, handler));
        };
    }

    /// <summary>Reads four arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3, T4)> Arguments<T1, T2, T3, T4>(
        Delegate handler, JsonTypeInfo<T1> firstType, JsonTypeInfo<T2> secondType, JsonTypeInfo<T3> thirdType, JsonTypeInfo<T4> fourthType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        fourthType = SocketIOJson.For(fourthType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            var third = ArgumentReader.Next(ref reader, thirdType, position: 3, handler);
            return (first, second, third, ArgumentReader.Next(ref reader, fourthType, position: 4, handler));
        };
    }

    /// <summary>Reads five arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3, T4, T5)> Arguments<T1, T2, T3, T4, T5>(
        Delegate handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        fourthType = SocketIOJson.For(fourthType);
        fifthType = SocketIOJson.For(fifthType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            var third = ArgumentReader.Next(ref reader, thirdType, position: 3, handler);
            var fourth = ArgumentReader.Next(ref reader, fourthType, position: 4, handler);
            return (first, second, third, fourth, ArgumentReader.Next(ref reader, fifthType, position: 5, handler));
        };
    }

    /// <summary>Reads six arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3, T4, T5, T6)> Arguments<T1, T2, T3, T4, T5, T6>(
        Delegate handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        fourthType = SocketIOJson.For(fourthType);
        fifthType = SocketIOJson.For(fifthType);
        sixthType = SocketIOJson.For(sixthType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            var third = ArgumentReader.Next(ref reader, thirdType, position: 3, handler);
            var fourth = ArgumentReader.Next(ref reader, fourthType, position: 4, handler);
            var fifth = ArgumentReader.Next(ref reader, fifthType, position: 5, handler);
            return (first, second, third, fourth, fifth, ArgumentReader.Next(ref reader, sixthType, position: 6, handler));
        };
    }

    /// <summary>Reads seven arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3, T4, T5, T6, T7)> Arguments<T1, T2, T3, T4, T5, T6, T7>(
        Delegate handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        fourthType = SocketIOJson.For(fourthType);
        fifthType = SocketIOJson.For(fifthType);
        sixthType = SocketIOJson.For(sixthType);
        seventhType = SocketIOJson.For(seventhType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            var third = ArgumentReader.Next(ref reader, thirdType, position: 3, handler);
            var fourth = ArgumentReader.Next(ref reader, fourthType, position: 4, handler);
            var fifth = ArgumentReader.Next(ref reader, fifthType, position: 5, handler);
            var sixth = ArgumentReader.Next(ref reader, sixthType, position: 6, handler);
            return (first, second, third, fourth, fifth, sixth, ArgumentReader.Next(ref reader, seventhType, position: 7, handler));
        };
    }

    /// <summary>Reads eight arguments.</summary>
    public static Func<EventMessage, (T1, T2, T3, T4, T5, T6, T7, T8)> Arguments<T1, T2, T3, T4, T5, T6, T7, T8>(
        Delegate handler,
        JsonTypeInfo<T1> firstType,
        JsonTypeInfo<T2> secondType,
        JsonTypeInfo<T3> thirdType,
        JsonTypeInfo<T4> fourthType,
        JsonTypeInfo<T5> fifthType,
        JsonTypeInfo<T6> sixthType,
        JsonTypeInfo<T7> seventhType,
        JsonTypeInfo<T8> eighthType)
    {
        firstType = SocketIOJson.For(firstType);
        secondType = SocketIOJson.For(secondType);
        thirdType = SocketIOJson.For(thirdType);
        fourthType = SocketIOJson.For(fourthType);
        fifthType = SocketIOJson.For(fifthType);
        sixthType = SocketIOJson.For(sixthType);
        seventhType = SocketIOJson.For(seventhType);
        eighthType = SocketIOJson.For(eighthType);
        return message =>
        {
            var reader = message.ReadArguments();
            var first = ArgumentReader.Next(ref reader, firstType, position: 1, handler);
            var second = ArgumentReader.Next(ref reader, secondType, position: 2, handler);
            var third = ArgumentReader.Next(ref reader, thirdType, position: 3, handler);
            var fourth = ArgumentReader.Next(ref reader, fourthType, position: 4, handler);
            var fifth = ArgumentReader.Next(ref reader, fifthType, position: 5, handler);
            var sixth = ArgumentReader.Next(ref reader, sixthType, position: 6, handler);
            var seventh = ArgumentReader.Next(ref reader, seventhType, position: 7, handler);
            return (first, second, third, fourth, fifth, sixth, seventh, ArgumentReader.Next(ref reader, eighthType, position: 8, handler));
        };
    }
}
