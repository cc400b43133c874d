using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// The answer to an event (Socket.IO protocol, "Acknowledgement"). May be given at any time and from any thread, once: later
/// answers, and answers nobody asked for, go nowhere.
/// </summary>
public readonly partial struct Acknowledgement : IEquatable<Acknowledgement>
{
    private readonly Pending? _pending;

    private Acknowledgement(Pending pending) => _pending = pending;

    /// <summary>Whether the client waits for an answer.</summary>
    public bool IsWanted => _pending is not null;

    /// <summary>Answers with no arguments.</summary>
    public void Send() => SendJson("[]"u8);

    /// <summary>Answers with arguments that are JSON already.</summary>
    /// <param name="utf8JsonArray">The arguments as a JSON array, as UTF-8. Not checked.</param>
    public void SendJson(ReadOnlySpan<byte> utf8JsonArray)
    {
        if (_pending is { IsClaimed: false })
            _pending.Answer(EncodedPacket.Ack(_pending.Encoder, _pending.Id, utf8JsonArray));
    }

    /// <summary>Answers with the arguments of an event, as they came.</summary>
    public void Send(RawArguments arguments)
    {
        if (_pending is { IsClaimed: false })
            _pending.Answer(EncodedPacket.Ack(_pending.Encoder, _pending.Id, arguments));
    }

    /// <inheritdoc/>
    public bool Equals(Acknowledgement other) => ReferenceEquals(_pending, other._pending);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Acknowledgement other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _pending?.GetHashCode() ?? 0;

    /// <summary>Whether both are the same client's wait for the same answer.</summary>
    public static bool operator ==(Acknowledgement left, Acknowledgement right) => left.Equals(right);

    /// <summary>Whether the two are different waits.</summary>
    public static bool operator !=(Acknowledgement left, Acknowledgement right) => !left.Equals(right);

    internal static Acknowledgement For(Socket socket, long? ackId) => ackId is { } id ? new(new Pending(socket, id)) : default;

    /// <summary>Answers with an error, in the form that <see cref="EventError"/> documents.</summary>
    internal void Send(EventError error)
    {
        if (_pending is { IsClaimed: false })
            _pending.Answer(error.ToAck(_pending.Encoder, _pending.Id));
    }

    /// <summary>Answers with one argument, of a type that was looked up for this library's purposes.</summary>
    internal void SendPrepared<T>(T argument, JsonTypeInfo<T> type) =>
        SendState((argument, type), static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type));

    /// <summary>Answers with the items of a tuple.</summary>
    internal void SendTuple(object tuple, JsonTypeInfo[] types) =>
        SendState(((ITuple)tuple, types), static (json, s) => ValueTuples.Write(json, s.Item1, s.types));

    private JsonTypeInfo<T> TypeInfo<T>() => _pending!.Socket.TypeInfo<T>();

    private void SendState<TState>(TState state, Action<Utf8JsonWriter, TState> writeArguments)
    {
        if (_pending is { IsClaimed: false })
            _pending.Answer(EncodedPacket.Ack(_pending.Encoder, _pending.Id, state, writeArguments));
    }

    private sealed class Pending(Socket socket, long id)
    {
        private int _claimed;

        public Socket Socket => socket;

        public long Id => id;

        public PacketEncoder Encoder => socket.Namespace.Encoder;

        public bool IsClaimed => Volatile.Read(ref _claimed) != 0;

        /// <summary>Once. What cannot be written claims nothing: the error that follows is the answer then.</summary>
        public void Answer(EncodedPacket packet)
        {
            if (Interlocked.Exchange(ref _claimed, 1) == 0)
                socket.Answer(packet);
        }
    }
}
