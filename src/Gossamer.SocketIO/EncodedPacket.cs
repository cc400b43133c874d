using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// A packet ready for the wire, shared by all who get it: encode once, send to many with <see cref="Socket.Send(EncodedPacket)"/>.
/// Immutable and safe to share between threads.
/// </summary>
public sealed class EncodedPacket
{
    private EncodedPacket(ReadOnlyMemory<byte> frame) => Frame = frame;

    /// <summary>
    /// The text frame as UTF-8, the Engine.IO type included: <c>42["im",{...}]</c> (Socket.IO protocol, "Packet encoding").
    /// Protocols 4 and 5 write events alike.
    /// </summary>
    public ReadOnlyMemory<byte> Frame { get; }

    internal EngineFrame AsEngineFrame => new(Frame);

    /// <summary>An event of the main namespace from JSON that is already there.</summary>
    /// <param name="utf8JsonArray">The event's name and arguments as a JSON array, <c>["im",{...}]</c>, as UTF-8. Not checked.</param>
    public static EncodedPacket Event(ReadOnlySpan<byte> utf8JsonArray) =>
        new(PacketWriter.Frame(PacketType.Event, "/", utf8JsonArray));

    /// <summary>An event of the main namespace with one argument.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <param name="argument">The argument.</param>
    /// <param name="typeInfo">How to write the argument; from a source-generated context.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is reserved.</exception>
    public static EncodedPacket Event<T>(string name, T argument, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(typeInfo);
        if (ReservedEvents.Contains(name))
            throw new ArgumentException($"\"{name}\" is a reserved event name of Socket.IO; choose another.", nameof(name));

        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, PacketType.Event, "/");
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = typeInfo.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            JsonSerializer.Serialize(json, argument, typeInfo);
            json.WriteEndArray();
        }

        return new EncodedPacket(output.WrittenMemory);
    }

    /// <summary>A frame that came out of <see cref="Frame"/> elsewhere, on another server say. Not copied, not checked.</summary>
    /// <param name="frame">The frame; must not change any more.</param>
    public static EncodedPacket FromFrame(ReadOnlyMemory<byte> frame) => new(frame);
}
