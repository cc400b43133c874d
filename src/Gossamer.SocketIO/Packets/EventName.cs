using System.Text.Json;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// The name of an event where it stands, at the beginning of its array. Every client there is writes it plainly, right behind the
/// bracket, so that comparing bytes tells; anything else is left to <see cref="Utf8JsonReader"/>.
/// </summary>
internal readonly ref struct EventName
{
    private readonly ReadOnlySpan<byte> _plain;
    private readonly ReadOnlySpan<byte> _json;

    private EventName(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> json)
    {
        _plain = plain;
        _json = json;
    }

    /// <param name="json">Valid JSON.</param>
    /// <param name="name">The name.</param>
    /// <returns>False when it is no array, or its first element no string that can be compared.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out EventName name)
    {
        if (json.StartsWith("[\""u8))
        {
            var length = JsonText.PlainLength(json[2..]);
            if (json[length + 2] == '"')
            {
                name = new EventName(json.Slice(2, length), default);
                return true;
            }
        }

        name = new EventName(default, json);
        return CanBeCompared(json);
    }

    public bool Is(ReadOnlySpan<byte> other) => _json.IsEmpty ? _plain.SequenceEqual(other) : IsUnescaped(other);

    private bool IsUnescaped(ReadOnlySpan<byte> other)
    {
        var reader = new Utf8JsonReader(_json);
        return reader.Read() && reader.Read() && reader.ValueTextEquals(other);
    }

    /// <summary>
    /// Half an escaped surrogate pair cannot: the reader lets it pass, and throws when it is asked for the string or for a comparison.
    /// </summary>
    private static bool CanBeCompared(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
            return false;
        if (!reader.ValueIsEscaped)
            return true;
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
