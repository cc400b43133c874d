using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;
using Gossamer.SocketIO.Packets;

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
public abstract partial class Emitter
{
    private protected Emitter()
    {
    }

    private protected abstract SocketIOServer Owner { get; }

    private protected abstract string NamespaceName { get; }

    /// <summary>Whether a client that was away for a moment gets what is emitted here when it is back.</summary>
    private protected virtual bool IsRecoverable => true;

    private PacketEncoder Encoder => new(Owner.Parser, NamespaceName);

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
        EmitAsync(EncodedPacket.Event(Encoder, name, arguments, Offset));

    /// <summary>Encodes an event without arguments once, to be emitted here, or to sockets of the same namespace, later or several
    /// times.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows how to write an argument's
    /// type.</exception>
    public EncodedPacket Encode(string name) => EncodeState(name, 0, static (_, _) => { });

    internal JsonTypeInfo<T> TypeInfo<T>() => SocketIOJson.For<T>(JsonOptions);

    internal JsonSerializerOptions JsonOptions => Owner.Options.Json;

    internal EncodedPacket EncodeState<TState>(string name, TState state, Action<Utf8JsonWriter, TState> write) =>
        EncodedPacket.Event(Encoder, name, state, write, Offset);
}
