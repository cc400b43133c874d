using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// Whatever events can be emitted to: a <see cref="Socket"/>, a <see cref="Namespace"/>, rooms (<see cref="BroadcastOperator"/>),
/// the <see cref="SocketIOServer"/>. An event goes into the receivers' outboxes and is encoded once, however many they are.
/// </summary>
/// <remarks>
/// Arguments are written by System.Text.Json: with the <see cref="JsonTypeInfo{T}"/> given, or else as
/// <see cref="SocketIOOptions.Json"/> says (for native AOT, give it a source-generated resolver). Bytes
/// (<see cref="ReadOnlyMemory{T}"/> or arrays) travel as binary attachments, wherever in the arguments they stand, and must not
/// change any more.
/// </remarks>
public abstract class Emitter
{
    private protected Emitter()
    {
    }

    private protected abstract SocketIOServer Owner { get; }

    private protected abstract string NamespaceName { get; }

    /// <summary>Whether a client that was away for a moment gets what is emitted here when it is back.</summary>
    private protected virtual bool IsRecoverable => true;

    private string? Offset => IsRecoverable ? Owner.NewOffset(NamespaceName) : null;

    /// <summary>Emits a packet that was encoded before.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="cancellation">Ends the waiting for room, if there is any; the packet is sent all the same.</param>
    /// <returns>
    /// Ends when the packet is in the outboxes of this server's receivers; when it is emitted to one socket, once there is room for more
    /// there (<see cref="Socket.WaitForRoomAsync"/>). No answer is awaited.
    /// </returns>
    public abstract ValueTask EmitAsync(EncodedPacket packet, CancellationToken cancellation = default);

    /// <summary>Emits an event without arguments.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows how to write an argument's
    /// type.</exception>
    /// <returns>
    /// Ends when the event is in the outboxes of this server's receivers; when it is emitted to one socket, once there is room for more
    /// there (<see cref="Socket.WaitForRoomAsync"/>). No answer is awaited.
    /// </returns>
    public ValueTask EmitAsync(string name) => EmitAsync(Encode(name));

    /// <summary>Emits an event with the arguments of another one, as they came, attachments included.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync(string name, RawArguments arguments) =>
        EmitAsync(EncodedPacket.Event(NamespaceName, name, arguments, Offset));

    /// <summary>Emits an event with one argument.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T>(string name, T argument) => EmitAsync(Encode(name, argument));

    /// <summary>Emits an event with one argument.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T>(string name, T argument, JsonTypeInfo<T> typeInfo) => EmitAsync(Encode(name, argument, typeInfo));

    /// <summary>Emits an event with two arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2>(string name, T1 first, T2 second) =>
        EmitAsync(name, first, TypeInfo<T1>(), second, TypeInfo<T2>());

    /// <summary>Emits an event with two arguments.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2>(string name, T1 first, JsonTypeInfo<T1> firstType, T2 second, JsonTypeInfo<T2> secondType)
    {
        ArgumentNullException.ThrowIfNull(firstType);
        ArgumentNullException.ThrowIfNull(secondType);
        var types = (First: SocketIOJson.For(firstType), Second: SocketIOJson.For(secondType));
        return EmitAsync(Encode(name, (first, second, types), static (json, s) =>
        {
            JsonSerializer.Serialize(json, s.first, s.types.First);
            JsonSerializer.Serialize(json, s.second, s.types.Second);
        }));
    }

    /// <summary>Emits an event with three arguments. Those who need more send an object.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public ValueTask EmitAsync<T1, T2, T3>(string name, T1 first, T2 second, T3 third)
    {
        var types = (First: TypeInfo<T1>(), Second: TypeInfo<T2>(), Third: TypeInfo<T3>());
        return EmitAsync(Encode(name, (first, second, third, types), static (json, s) =>
        {
            JsonSerializer.Serialize(json, s.first, s.types.First);
            JsonSerializer.Serialize(json, s.second, s.types.Second);
            JsonSerializer.Serialize(json, s.third, s.types.Third);
        }));
    }

    /// <summary>Encodes an event without arguments, to be emitted later or several times.</summary>
    /// <inheritdoc cref="Encode{T}(string, T, JsonTypeInfo{T})"/>
    public EncodedPacket Encode(string name) => Encode(name, 0, static (_, _) => { });

    /// <inheritdoc cref="Encode{T}(string, T, JsonTypeInfo{T})"/>
    public EncodedPacket Encode<T>(string name, T argument) => Encode(name, argument, TypeInfo<T>());

    /// <summary>Encodes an event once, to be emitted here, or to sockets of the same namespace, later or several times.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <param name="argument">The argument.</param>
    /// <param name="typeInfo">How to write the argument.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public EncodedPacket Encode<T>(string name, T argument, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return Encode(name, (argument, type: SocketIOJson.For(typeInfo)), static (json, s) =>
            JsonSerializer.Serialize(json, s.argument, s.type));
    }

    internal JsonTypeInfo<T> TypeInfo<T>() => SocketIOJson.For<T>(Owner.Options.Json);

    private protected EncodedPacket Encode<TState>(string name, TState state, Action<Utf8JsonWriter, TState> write) =>
        EncodedPacket.Event(NamespaceName, name, state, write, Offset);

    /// <summary>An event that asks for an answer. Never recoverable: who asks does not wait for a client to come back.</summary>
    private protected AckRequest<TAnswer> Request<TAnswer>(string name) =>
        new(id => EncodedPacket.Event(NamespaceName, name, 0, static (_, _) => { }, ackId: id), TypeInfo<TAnswer>());

    /// <inheritdoc cref="Request{TAnswer}(string)"/>
    private protected AckRequest<TAnswer> Request<TAnswer>(string name, object? argument)
    {
        var type = SocketIOJson.For(argument?.GetType() ?? typeof(string), Owner.Options.Json);
        return new(
            id => EncodedPacket.Event(
                NamespaceName, name, (argument, type), static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type), ackId: id),
            TypeInfo<TAnswer>());
    }

    /// <inheritdoc cref="Request{TAnswer}(string)"/>
    private protected AckRequest<TAnswer> Request<T, TAnswer>(
        string name, T argument, JsonTypeInfo<T> typeInfo, JsonTypeInfo<TAnswer> answerType)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(answerType);
        var type = SocketIOJson.For(typeInfo);
        return new(
            id => EncodedPacket.Event(
                NamespaceName, name, (argument, type), static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type), ackId: id),
            SocketIOJson.For(answerType));
    }
}
