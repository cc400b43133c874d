using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.MessagePack;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// Targets, in broadcasts as MessagePack and in requests as JSON. What a server is told by others concerns its own sockets. Rooms of
/// Node may be numbers: here they are their digits.
/// </summary>
internal static class TargetCodec
{
    /// <param name="writer">What is written to.</param>
    /// <param name="target">Who is meant.</param>
    /// <param name="timeout">How long answers are waited for, in ms; null: there are none.</param>
    public static void Write(MessageWriter writer, BroadcastTarget target, int? timeout = null)
    {
        writer.Map(3);
        WriteNames(writer, "rooms"u8, target.Rooms);
        WriteNames(writer, "except"u8, target.Except);
        writer.String("flags"u8);
        writer.Map((target.Volatile ? 1 : 0) + (target.Compress ? 0 : 1) + (timeout is null ? 0 : 1));
        if (target.Volatile)
            WriteFlag(writer, "volatile"u8, value: true);
        if (!target.Compress)
            WriteFlag(writer, "compress"u8, value: false);
        if (timeout is not { } milliseconds)
            return;
        writer.String("timeout"u8);
        writer.Integer(milliseconds);
    }

    public static bool TryRead(ReadOnlySpan<byte> opts, out BroadcastTarget target)
    {
        target = BroadcastTarget.All;
        if (!MessageMap.TryFind(opts, "rooms"u8, out var rooms) || !MessageMap.TryFind(opts, "except"u8, out var except)
            || !MessageMap.TryFind(opts, "flags"u8, out var flags)
            || !TryReadNames(rooms, out var meant) || !TryReadNames(except, out var excepted))
            return false;
        target = Local(meant, excepted) with
        {
            Volatile = Flag(flags, "volatile"u8, otherwise: false),
            Compress = Flag(flags, "compress"u8, otherwise: true),
        };
        return true;
    }

    public static void Write(Utf8JsonWriter json, BroadcastTarget target)
    {
        json.WriteStartObject("opts"u8);
        WriteNames(json, "rooms", target.Rooms);
        WriteNames(json, "except", target.Except);
        json.WriteEndObject();
    }

    /// <summary>Of a request's <c>opts</c>; null where they are none.</summary>
    public static BroadcastTarget? Read(JsonElement opts) =>
        opts.ValueKind == JsonValueKind.Object && ReadNames(opts, "rooms") is { } rooms && ReadNames(opts, "except") is { } except
            ? Local(rooms, except)
            : null;

    public static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>An array of names; nothing is no name, anything else is null.</summary>
    public static IReadOnlyList<string>? ReadNames(JsonElement parent, string property)
    {
        if (!parent.TryGetProperty(property, out var array) || array.ValueKind == JsonValueKind.Null)
            return [];
        if (array.ValueKind != JsonValueKind.Array)
            return null;
        var names = new List<string>();
        foreach (var element in array.EnumerateArray())
        {
            if (ReadName(element) is not { } name)
                return null;
            names.Add(name);
        }

        return names;
    }

    public static string? ReadName(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    private static BroadcastTarget Local(IEnumerable<string> rooms, IEnumerable<string> except) => BroadcastTarget.All with
    {
        Rooms = ImmutableHashSet.CreateRange(StringComparer.Ordinal, rooms),
        Except = ImmutableHashSet.CreateRange(StringComparer.Ordinal, except),
        Local = true,
    };

    private static void WriteNames(MessageWriter writer, ReadOnlySpan<byte> name, ImmutableHashSet<string> names)
    {
        writer.String(name);
        writer.Array(names.Count);
        foreach (var each in names)
            writer.String(Encoding.UTF8.GetBytes(each));
    }

    private static void WriteFlag(MessageWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        writer.String(name);
        writer.Boolean(value);
    }

    private static bool TryReadNames(ReadOnlySpan<byte> bytes, out List<string> names)
    {
        names = [];
        if (bytes.IsEmpty)
            return true;
        var reader = new TokenReader(bytes);
        if (!reader.TryRead(out var array) || array.Kind != TokenKind.Array)
            return false;
        for (var i = 0u; i < array.Count; i++)
        {
            if (!reader.TryRead(out var token) || token.Kind is not (TokenKind.String or TokenKind.Integer))
                return false;
            names.Add(token.Kind == TokenKind.String
                ? Encoding.UTF8.GetString(token.Bytes)
                : token.Number.ToString(CultureInfo.InvariantCulture));
        }

        return true;
    }

    private static bool Flag(ReadOnlySpan<byte> flags, ReadOnlySpan<byte> name, bool otherwise) =>
        MessageMap.TryFind(flags, name, out var value) && new TokenReader(value).TryRead(out var token) && token.Kind == TokenKind.Boolean
            ? token.Number != 0
            : otherwise;
}
