using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// An event ready for the wire, shared by all who get it: encoded once, for clients of every generation. Immutable.
/// </summary>
/// <remarks>
/// What is made here, rather than by an <see cref="Emitter"/>, is JSON text. Sockets of a server with another
/// <see cref="SocketIOOptions.Parser"/> refuse it with an <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed partial class EncodedPacket
{
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private int _logs;

    internal EncodedPacket(
        ReadOnlyMemory<byte> frame, ReadOnlyMemory<byte>[]? attachments = null, string? offset = null, bool isBinary = false)
    {
        Frame = frame;
        Offset = offset;
        IsBinary = isBinary;
        _attachments = attachments ?? [];
    }

    /// <summary>
    /// The text frame as UTF-8, the Engine.IO type included: <c>42["im",{...}]</c> (Socket.IO protocol, "Packet encoding").
    /// Protocols 4 and 5 write events alike. Of a packet in two parts it is the first: the whole is <see cref="Frame"/> with
    /// <see cref="Tail"/> directly behind it. Where the server has a <see cref="SocketIOOptions.Parser"/> it is the binary message that the
    /// parser wrote.
    /// </summary>
    public ReadOnlyMemory<byte> Frame { get; }

    /// <summary>What follows <see cref="Frame"/> in the same text frame; empty unless the packet was made of two parts.</summary>
    public ReadOnlyMemory<byte> Tail { get; private init; }

    /// <summary>
    /// The packet's place in a recoverable session: a string that is also the event's last argument, by which a client that comes
    /// back says how far it has got. Null for packets that are not recovered.
    /// </summary>
    public string? Offset { get; }

    /// <summary>It was written by a parser other than the default one; <see cref="Frame"/> is the whole of it.</summary>
    public bool IsBinary { get; }

    /// <summary>The bytes behind the placeholders of <see cref="Frame"/>, by number; they follow it, each as a packet of its own.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => _attachments;

    /// <summary>Whether it may be compressed on its way.</summary>
    internal bool MayCompress { get; private init; } = true;

    /// <summary>In how many sockets' logs it is.</summary>
    internal int Logs => Volatile.Read(ref _logs);

    /// <summary>What the packet takes of an outbox's bound, in bytes.</summary>
    internal int Size
    {
        get
        {
            var size = Frame.Length + Tail.Length;
            foreach (var attachment in _attachments)
                size += attachment.Length;
            return size;
        }
    }

    /// <summary>An event from JSON that is already there.</summary>
    /// <param name="utf8JsonArray">The event's name and arguments as a JSON array, <c>["im",{...}]</c>, as UTF-8. Not checked.</param>
    /// <param name="ns">The namespace.</param>
    public static EncodedPacket Event(ReadOnlySpan<byte> utf8JsonArray, string ns = "/") =>
        new(PacketWriter.Frame(PacketType.Event, ns, utf8JsonArray));

    /// <summary>An event with one argument. Not recoverable; <see cref="Emitter"/> makes those that are.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <param name="argument">The argument.</param>
    /// <param name="typeInfo">How to write the argument.</param>
    /// <param name="ns">The namespace.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public static EncodedPacket Event<T>(string name, T argument, JsonTypeInfo<T> typeInfo, string ns = "/")
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return Event(
            new PacketEncoder(Parser: null, ns),
            name,
            (argument, type: SocketIOJson.For(typeInfo)),
            static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type));
    }

    /// <summary>A frame that came out of <see cref="Frame"/> elsewhere, on another server say. Not copied, not checked.</summary>
    /// <param name="frame">The frame, whole; must not change any more.</param>
    /// <param name="offset">The offset, if the event's last argument is one.</param>
    public static EncodedPacket FromFrame(ReadOnlyMemory<byte> frame, string? offset = null) => new(frame, offset: offset);

    /// <summary>The whole of a packet that was encoded elsewhere, on another server say. Not copied, not checked.</summary>
    /// <param name="frame">Its <see cref="Frame"/> and <see cref="Tail"/> in one; must not change any more.</param>
    /// <param name="attachments">Its <see cref="Attachments"/>; must not change any more.</param>
    /// <param name="offset">Its <see cref="Offset"/>.</param>
    /// <param name="isBinary">Its <see cref="IsBinary"/>.</param>
    public static EncodedPacket FromParts(
        ReadOnlyMemory<byte> frame, IReadOnlyList<ReadOnlyMemory<byte>> attachments, string? offset = null, bool isBinary = false) =>
        new(frame, [.. attachments], offset, isBinary);

    /// <summary>
    /// A frame in two parts, which leave as one packet: receivers can share a large head although the ends of their packets differ
    /// (by each one's own offset, say). Not copied, not checked, and not kept by the library's own recovery: <see cref="Offset"/> is null.
    /// </summary>
    /// <param name="head">The frame's beginning, the Engine.IO type included: <c>42["im",{...}</c>; must not change any more.</param>
    /// <param name="tail">
    /// The rest: <c>,"offset"]</c>; must not change any more. Each part is valid UTF-8 by itself: no character is split between them.
    /// </param>
    public static EncodedPacket FromFrame(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail) => new(head) { Tail = tail };

    /// <summary>An event with arguments that <paramref name="writeArguments"/> writes, in one array, behind the name.</summary>
    internal static EncodedPacket Event<TState>(
        PacketEncoder encoder,
        string name,
        TState state,
        Action<Utf8JsonWriter, TState> writeArguments,
        string? offset = null,
        long? ackId = null)
    {
        ThrowIfReserved(name);
        return Write(PacketType.Event, encoder, ackId, offset, (name, state, writeArguments, offset), static (json, s) =>
        {
            json.WriteStringValue(s.name);
            s.writeArguments(json, s.state);
            if (s.offset is not null)
                json.WriteStringValue(s.offset);
        });
    }

    internal static EncodedPacket Ack<TState>(
        PacketEncoder encoder, long ackId, TState state, Action<Utf8JsonWriter, TState> writeArguments) =>
        Write(PacketType.Ack, encoder, ackId, offset: null, state, writeArguments);

    internal static EncodedPacket Event(PacketEncoder encoder, string name, RawArguments arguments, string? offset, long? ackId = null)
    {
        ThrowIfReserved(name);
        return encoder.Packet(PacketType.Event, arguments.ToEvent(name, offset), arguments.Attachments, ackId, offset);
    }

    internal static EncodedPacket Ack(PacketEncoder encoder, long ackId, RawArguments arguments) =>
        encoder.Packet(PacketType.Ack, arguments.ToArray(), arguments.Attachments, ackId, offset: null);

    internal static EncodedPacket Ack(PacketEncoder encoder, long ackId, ReadOnlySpan<byte> utf8JsonArray) => encoder.Parser is null
        ? new(PacketWriter.Frame(PacketType.Ack, encoder.Namespace, utf8JsonArray, ackId))
        : encoder.Packet(PacketType.Ack, utf8JsonArray.ToArray(), [], ackId, offset: null);

    /// <exception cref="InvalidOperationException">The packet is not what the clients of a server with this parser read.</exception>
    internal void ThrowUnlessFor(ISocketIOParser? parser)
    {
        if (IsBinary == parser is not null)
            return;
        throw new InvalidOperationException(IsBinary
            ? $"The packet was written by a {nameof(ISocketIOParser)}, and the server it is sent by has the default parser."
            : $"The packet is JSON text, and the clients of this server read what {parser!.GetType().Name} writes: make packets with "
                + $"{nameof(Emitter)}.{nameof(Emitter.EmitAsync)} or {nameof(Emitter.Encode)} instead of {nameof(EncodedPacket)}.");
    }

    /// <summary>The same, never to be compressed on its way.</summary>
    internal EncodedPacket Uncompressed() =>
        MayCompress ? new(Frame, _attachments, Offset, IsBinary) { Tail = Tail, MayCompress = false } : this;

    /// <returns>Whether it is the first log that keeps it.</returns>
    internal bool EnterLog() => Interlocked.Increment(ref _logs) == 1;

    /// <returns>Whether it was the last.</returns>
    internal bool LeaveLog() => Interlocked.Decrement(ref _logs) == 0;

    internal SendResult SendTo(EngineSession session)
    {
        if (_attachments.Length == 0)
            return session.TrySend([new EngineFrame(Frame, IsBinary) { Tail = Tail, MayCompress = MayCompress }]);

        var frames = new EngineFrame[1 + _attachments.Length];
        frames[0] = new EngineFrame(Frame) { Tail = Tail, MayCompress = MayCompress };
        for (var i = 0; i < _attachments.Length; i++)
            frames[i + 1] = new EngineFrame(_attachments[i], IsBinary: true) { MayCompress = MayCompress };
        return session.TrySend(frames);
    }

    /// <summary>The JSON first, since only then it is known whether the packet is a binary one.</summary>
    private static EncodedPacket Write<TState>(
        PacketType type, PacketEncoder encoder, long? ackId, string? offset, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var json = new ArrayBufferWriter<byte>();
        var attachments = Json.Attachments.Collect((json, state, write), static s =>
        {
            using var writer = new Utf8JsonWriter(s.json, SocketIOJson.WriterOptions);
            writer.WriteStartArray();
            s.write(writer, s.state);
            writer.WriteEndArray();
        });
        return encoder.Packet(type, json.WrittenMemory, attachments, ackId, offset);
    }

    private static void ThrowIfReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ReservedEvents.Contains(name))
            throw new ArgumentException($"\"{name}\" is a reserved event name of Socket.IO; choose another.", nameof(name));
    }
}
