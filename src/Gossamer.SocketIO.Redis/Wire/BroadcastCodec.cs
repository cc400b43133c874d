using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.MessagePack;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// Broadcasts as MessagePack:
/// <code>
/// [ uid, { type: 2, data: [ name, ... ], nsp }, { rooms: [...], except: [...], flags: { [volatile], [compress] } } ]
/// </code>
/// Bytes stand in <c>data</c>. Reading never throws.
/// </summary>
internal static class BroadcastCodec
{
    /// <summary>Each becomes a packet of its own, and costs more than the few bytes that it may have.</summary>
    private const int MaxAttachments = 10_000;

    /// <returns>Null: a name in the JSON, or a text, cannot be written.</returns>
    public static byte[]? Encode(string uid, BroadcastMessage broadcast)
    {
        var output = new ArrayBufferWriter<byte>(broadcast.Json.Length + 128);
        var writer = new MessageWriter(output);
        writer.Array(3);
        Write(writer, uid);
        if (!TryWritePacket(writer, broadcast))
            return null;
        TargetCodec.Write(writer, broadcast.Target);
        return output.WrittenSpan.ToArray();
    }

    /// <returns>False: a name in the JSON, or a text, cannot be written.</returns>
    public static bool TryWritePacket(MessageWriter writer, BroadcastMessage broadcast)
    {
        writer.Map(3);
        writer.String("type"u8);
        writer.Integer((long)PacketType.Event);
        writer.String("data"u8);
        if (!TryWriteData(writer, broadcast.Json.Span, broadcast.Attachments))
            return false;
        writer.String("nsp"u8);
        Write(writer, broadcast.Namespace);
        return true;
    }

    /// <summary>Who sent the message, without reading the rest of it.</summary>
    public static bool TryReadUid(ReadOnlySpan<byte> message, out string uid)
    {
        uid = "";
        var reader = new TokenReader(message);
        if (!reader.TryRead(out var array) || array.Kind != TokenKind.Array || array.Count < 3
            || !reader.TryRead(out var id) || id.Kind != TokenKind.String)
            return false;
        uid = Encoding.UTF8.GetString(id.Bytes);
        return true;
    }

    public static bool TryDecode(ReadOnlySpan<byte> message, [NotNullWhen(true)] out BroadcastMessage? broadcast)
    {
        broadcast = null;
        var reader = new TokenReader(message);
        if (!reader.TryRead(out var array) || array.Kind != TokenKind.Array || array.Count < 3 || !reader.TrySkip())
            return false;
        var start = reader.Position;
        if (!reader.TrySkip())
            return false;
        var packet = message[start..reader.Position];
        start = reader.Position;
        return reader.TrySkip()
            && TargetCodec.TryRead(message[start..reader.Position], out var target)
            && TryReadPacket(packet, target, out broadcast);
    }

    public static bool TryReadPacket(
        ReadOnlySpan<byte> packet, BroadcastTarget target, [NotNullWhen(true)] out BroadcastMessage? broadcast)
    {
        broadcast = null;
        if (!MessageMap.TryFind(packet, "type"u8, out var type) || !MessageMap.TryFind(packet, "data"u8, out var data)
            || !MessageMap.TryFind(packet, "nsp"u8, out var name)
            || !IsEvent(type) || !TryReadNamespace(name, out var ns))
            return false;

        var attachments = new List<ReadOnlyMemory<byte>>();
        var json = new ArrayBufferWriter<byte>(data.Length + 16);
        if (!TryReadData(data, attachments, json) || json.WrittenSpan is not [(byte)'[', ..]
            || !EventName.TryRead(json.WrittenSpan, out var read) || ReservedEvents.Contains(read))
            return false;
        broadcast = new(ns, json.WrittenMemory, [.. attachments], target);
        return true;
    }

    /// <summary>One value, as JSON.</summary>
    public static bool TryReadData(ReadOnlySpan<byte> data, List<ReadOnlyMemory<byte>> attachments, ArrayBufferWriter<byte> json)
    {
        if (data.IsEmpty)
            return false;
        var writer = SpareJsonWriter.Take(json);
        var reader = new TokenReader(data);
        var isRead = new JsonTranscoder(writer, attachments, MaxAttachments, timestamps: true).TryWrite(ref reader);
        SpareJsonWriter.Return(writer);
        return isRead;
    }

    /// <summary>Older servers say themselves that there are bytes.</summary>
    private static bool IsEvent(ReadOnlySpan<byte> type) =>
        new TokenReader(type).TryRead(out var token)
        && token is { Kind: TokenKind.Integer, Number: (long)PacketType.Event or (long)PacketType.BinaryEvent };

    /// <summary>A packet of old emitters has none.</summary>
    private static bool TryReadNamespace(ReadOnlySpan<byte> bytes, out string ns)
    {
        ns = "/";
        if (bytes.IsEmpty)
            return true;
        if (!new TokenReader(bytes).TryRead(out var token) || token.Kind != TokenKind.String)
            return false;
        ns = Encoding.UTF8.GetString(token.Bytes);
        return true;
    }

    /// <summary>The application's JSON, or a client's that it passes on: half of a surrogate pair may be in it.</summary>
    public static bool TryWriteData(MessageWriter writer, ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        try
        {
            MessageTranscoder.Write(WholeText.Of(json), attachments, writer);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Write(MessageWriter writer, string text) => writer.String(Encoding.UTF8.GetBytes(text));
}
