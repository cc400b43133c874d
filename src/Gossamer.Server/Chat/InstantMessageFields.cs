using System.Text.Json;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>The strings of an <c>im</c> before anything is known of their worth; what is missing or no string is not present.</summary>
internal readonly ref struct InstantMessageFields(JsonText from, JsonText to, JsonText room, JsonText text, JsonText id, bool hasId)
{
    /// <summary>Of a signal.</summary>
    public JsonText Kind { get; private init; }

    /// <summary>It is to be a signal, though perhaps of a kind that is no string.</summary>
    public bool HasKind { get; private init; }

    public JsonText From { get; } = from;

    public JsonText To { get; } = to;

    /// <summary>Instead of <see cref="To"/>.</summary>
    public JsonText Room { get; } = room;

    public JsonText Text { get; } = text;

    public JsonText Id { get; } = id;

    /// <summary>The client gave an id, though perhaps one that is no string.</summary>
    public bool HasId { get; } = hasId;

    public bool IsComplete => From.IsPresent && To.IsPresent && Text.IsPresent;

    /// <summary>To a room, and to nobody else; the sender goes without saying.</summary>
    public bool IsToRoom => Room.IsPresent && !To.IsPresent && Text.IsPresent;

    /// <summary>Reads the event's first argument. Of a property given twice the last one counts, as in JavaScript.</summary>
    public static InstantMessageFields Read(scoped ref Utf8JsonReader arguments)
    {
        JsonText from = default, to = default, room = default, text = default, id = default, kind = default;
        bool hasId = false, hasKind = false;
        arguments.Read();
        if (arguments.TokenType != JsonTokenType.StartObject)
            return default;
        while (arguments.Read() && arguments.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref arguments).Utf8;
            arguments.Read();
            if (name.SequenceEqual("from"u8))
                from = JsonText.ReadIfString(ref arguments);
            else if (name.SequenceEqual("to"u8))
                to = JsonText.ReadIfString(ref arguments);
            else if (name.SequenceEqual("room"u8))
                room = JsonText.ReadIfString(ref arguments);
            else if (name.SequenceEqual("text"u8))
                text = JsonText.ReadIfString(ref arguments);
            else if (name.SequenceEqual("id"u8))
            {
                id = JsonText.ReadIfString(ref arguments);
                hasId = arguments.TokenType != JsonTokenType.Null;
            }
            else if (name.SequenceEqual("kind"u8))
            {
                kind = JsonText.ReadIfString(ref arguments);
                hasKind = arguments.TokenType != JsonTokenType.Null;
            }
            arguments.Skip();
        }
        return new InstantMessageFields(from, to, room, text, id, hasId) { Kind = kind, HasKind = hasKind };
    }
}
