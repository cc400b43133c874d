using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>identify</c>, client to server: <c>"Anna"</c> or <c>{"user":"Anna","presence":"list"}</c>.
/// Properties it does not know are ignored, <c>token</c> among them.
/// </summary>
internal readonly record struct Identify(UserName User, PresenceMode Presence)
{
    private static readonly Refusal NotAName = new(RefusalCode.BadIdentify, "identify takes a name or an object {user}");
    private static readonly Refusal NotAMode = new(RefusalCode.BadPresence, "presence is \"list\" or \"none\"");

    /// <summary>Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not.</summary>
    public static Refusal? Read(ref Utf8JsonReader arguments, out Identify identify)
    {
        identify = default;
        arguments.Read();
        if (arguments.TokenType == JsonTokenType.String)
            return ReadUser(JsonText.Read(ref arguments), ref identify);
        return arguments.TokenType == JsonTokenType.StartObject ? ReadObject(ref arguments, ref identify) : NotAName;
    }

    private static Refusal? ReadObject(ref Utf8JsonReader reader, ref Identify identify)
    {
        var user = default(JsonText);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader).Utf8;
            reader.Read();
            if (name.SequenceEqual("user"u8))
                user = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("presence"u8) && ReadPresence(ref reader, ref identify) is { } refusal)
                return refusal;
            reader.Skip();
        }
        return user.IsPresent ? ReadUser(user, ref identify) : NotAName;
    }

    private static Refusal? ReadUser(JsonText text, ref Identify identify)
    {
        if (Names.Read(text, out var user) is { } problem)
            return new Refusal(RefusalCode.BadName, problem);
        identify = identify with { User = user };
        return null;
    }

    private static Refusal? ReadPresence(ref Utf8JsonReader reader, ref Identify identify)
    {
        var mode = JsonText.ReadIfString(ref reader).Utf8;
        if (mode.SequenceEqual("none"u8))
            identify = identify with { Presence = PresenceMode.None };
        else if (mode.SequenceEqual("list"u8) || reader.TokenType == JsonTokenType.Null)
            identify = identify with { Presence = PresenceMode.List };
        else
            return NotAMode;
        return null;
    }
}
