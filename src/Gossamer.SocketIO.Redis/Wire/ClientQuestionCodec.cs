using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.MessagePack;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// Questions to clients and their answers. Each server says first how many it asks, as JSON; the others are MessagePack, since bytes may be
/// in them. Of an answer's arguments the first travels.
/// <code>
/// { uid, requestId, type: 7, packet: { type, data, nsp }, opts: { rooms, except, flags: { timeout, ... } } }
/// { type: 8, requestId, clientCount }
/// { type: 9, requestId, packet: argument }
/// </code>
/// Reading never throws.
/// </summary>
internal static class ClientQuestionCodec
{
    public const int Question = 7;
    public const int Count = 8;
    public const int Answer = 9;

    /// <summary>An hour: what others ask for does not stay for ever.</summary>
    private const int MaxTimeout = 60 * 60 * 1000;

    /// <returns>Null: it cannot be written.</returns>
    public static byte[]? Encode(ClientQuestion question)
    {
        var output = new ArrayBufferWriter<byte>(question.Broadcast.Json.Length + 256);
        var writer = new MessageWriter(output);
        writer.Map(5);
        Write(writer, "uid"u8, question.Uid);
        Write(writer, "requestId"u8, question.Id);
        writer.String("type"u8);
        writer.Integer(Question);
        writer.String("packet"u8);
        if (!BroadcastCodec.TryWritePacket(writer, question.Broadcast))
            return null;
        writer.String("opts"u8);
        TargetCodec.Write(writer, question.Broadcast.Target, Milliseconds(question.Timeout));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Of what comes as MessagePack.</summary>
    public static bool IsOfType(ReadOnlySpan<byte> message, int type) =>
        MessageMap.TryFind(message, "type"u8, out var value) && new TokenReader(value).TryRead(out var token)
        && token.Kind == TokenKind.Integer && token.Number == type;

    public static bool TryDecode(ReadOnlySpan<byte> message, [NotNullWhen(true)] out ClientQuestion? question)
    {
        question = null;
        if (!TryReadText(message, "uid"u8, out var uid) || !TryReadText(message, "requestId"u8, out var id)
            || !MessageMap.TryFind(message, "packet"u8, out var packet) || !MessageMap.TryFind(message, "opts"u8, out var opts)
            || !TargetCodec.TryRead(opts, out var target) || !BroadcastCodec.TryReadPacket(packet, target, out var broadcast))
            return false;
        question = new(uid, id, broadcast, TimeSpan.FromMilliseconds(TimeoutOf(opts)));
        return true;
    }

    public static byte[] EncodeCount(string id, int clients) => RequestCodec.Write(json =>
    {
        json.WriteNumber("type"u8, Count);
        json.WriteString("requestId"u8, id);
        json.WriteNumber("clientCount"u8, clients);
    });

    /// <param name="id">The question's.</param>
    /// <param name="array">The arguments of the client's answer.</param>
    /// <param name="attachments">The bytes behind the placeholders in it.</param>
    /// <returns>Null: it cannot be written.</returns>
    public static byte[]? EncodeAnswer(string id, ReadOnlySpan<byte> array, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var output = new ArrayBufferWriter<byte>(array.Length + 64);
        var writer = new MessageWriter(output);
        writer.Map(3);
        writer.String("type"u8);
        writer.Integer(Answer);
        Write(writer, "requestId"u8, id);
        writer.String("packet"u8);
        return BroadcastCodec.TryWriteData(writer, FirstOf(array), attachments) ? output.WrittenSpan.ToArray() : null;
    }

    /// <param name="message">What came.</param>
    /// <param name="id">The question's.</param>
    /// <param name="array">The argument, in an array.</param>
    /// <param name="attachments">The bytes behind the placeholders in it.</param>
    public static bool TryDecodeAnswer(
        ReadOnlySpan<byte> message, out string id, out ReadOnlyMemory<byte> array, out ReadOnlyMemory<byte>[] attachments)
    {
        (array, attachments) = (default, []);
        if (!TryReadText(message, "requestId"u8, out id) || !MessageMap.TryFind(message, "packet"u8, out var value))
            return false;
        var json = new ArrayBufferWriter<byte>(value.Length + 16);
        json.Write("["u8);
        var found = new List<ReadOnlyMemory<byte>>();
        if (value.IsEmpty)
            json.Write("null"u8);
        else if (!BroadcastCodec.TryReadData(value, found, json))
            return false;
        json.Write("]"u8);
        (array, attachments) = (json.WrittenMemory, [.. found]);
        return true;
    }

    private static int Milliseconds(TimeSpan timeout) =>
        timeout < TimeSpan.Zero ? MaxTimeout : (int)Math.Min(Math.Ceiling(timeout.TotalMilliseconds), MaxTimeout);

    private static long TimeoutOf(ReadOnlySpan<byte> opts) =>
        MessageMap.TryFind(opts, "flags"u8, out var flags) && MessageMap.TryFind(flags, "timeout"u8, out var timeout)
        && new TokenReader(timeout).TryRead(out var token) && token.Kind == TokenKind.Integer
            ? Math.Clamp(token.Number, 0, MaxTimeout)
            : MaxTimeout;

    /// <summary>Who answers without arguments answers null.</summary>
    private static ReadOnlySpan<byte> FirstOf(ReadOnlySpan<byte> array)
    {
        var reader = new Utf8JsonReader(array);
        if (!reader.Read() || !reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            return "null"u8;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return array[start..(int)reader.BytesConsumed];
    }

    private static bool TryReadText(ReadOnlySpan<byte> map, ReadOnlySpan<byte> name, out string text)
    {
        text = "";
        if (!MessageMap.TryFind(map, name, out var value) || !new TokenReader(value).TryRead(out var token)
            || token.Kind != TokenKind.String)
            return false;
        text = Encoding.UTF8.GetString(token.Bytes);
        return text.Length > 0;
    }

    private static void Write(MessageWriter writer, ReadOnlySpan<byte> name, string text)
    {
        writer.String(name);
        writer.String(Encoding.UTF8.GetBytes(text));
    }
}
