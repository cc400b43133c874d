using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>identify</c>, client to server: <c>"Anna"</c> or
/// <c>{"user":"Anna","presence":"list","since":"...","secret":"...","signals":true,"files":true,"unlessTaken":true}</c>. The user may be
/// left out where the server knows who the client is. Properties it does not know are ignored.
/// </summary>
internal readonly record struct Identify(UserName User, PresenceMode Presence)
{
    private static readonly Refusal NotSince = new(RefusalCode.BadIdentify, "since is an offset, the id of a message, or null");

    /// <summary>The client wants its session kept when it loses its connection, and comes back by <c>since</c>.</summary>
    public bool HasSince { get; private init; }

    /// <summary>Where the client was: the latest offset that it got, as it was sent, with its tag.</summary>
    public string? Offset { get; private init; }

    /// <summary>Or the last message that it saw.</summary>
    public MessageId? LastSeen { get; private init; }

    /// <summary>An offset that the client got, to show that the session which has that message is its own.</summary>
    public string? Secret { get; private init; }

    /// <summary>What the client asks for: each is <c>true</c>, or left out.</summary>
    public ClientFeatures Features { get; private init; }

    /// <summary>The client does not want the name if somebody else has it.</summary>
    public bool UnlessTaken { get; private init; }

    /// <summary>The client brings where it was: other servers are asked for more.</summary>
    public bool IsReturn => Offset is not null || LastSeen is not null;

    private static readonly Refusal NotAName = new(RefusalCode.BadIdentify, "identify takes a name or an object {user}");
    private static readonly Refusal NotAMode = new(RefusalCode.BadPresence, "presence is \"list\", \"changes\", \"watched\" or \"none\"");

    /// <summary>Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not.</summary>
    /// <param name="arguments">The event's arguments.</param>
    /// <param name="known">Who the client is, where the server knows.</param>
    /// <param name="identify">What it says.</param>
    public static Refusal? Read(ref Utf8JsonReader arguments, UserName? known, out Identify identify)
    {
        identify = default;
        arguments.Read();
        if (arguments.TokenType == JsonTokenType.String)
            return ReadUser(JsonText.Read(ref arguments), ref identify);
        if (arguments.TokenType == JsonTokenType.StartObject)
            return ReadObject(ref arguments, known, ref identify);
        if (known is not { } user || arguments.TokenType is not (JsonTokenType.EndArray or JsonTokenType.Null))
            return NotAName;
        identify = identify with { User = user };
        return null;
    }

    private static Refusal? ReadObject(ref Utf8JsonReader reader, UserName? known, ref Identify identify)
    {
        JsonText user = default, since = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader).Utf8;
            reader.Read();
            if (name.SequenceEqual("user"u8))
                user = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("presence"u8) && ReadPresence(ref reader, ref identify) is { } refusal)
                return refusal;
            else if (name.SequenceEqual("since"u8))
            {
                since = JsonText.ReadIfString(ref reader);
                if (!since.IsPresent && reader.TokenType != JsonTokenType.Null)
                    return NotSince;
                identify = identify with { HasSince = true };
            }
            else if (name.SequenceEqual("secret"u8) && JsonText.ReadIfString(ref reader) is { IsPresent: true } secret)
                identify = identify with { Secret = secret.ToString() };
            else if (reader.TokenType == JsonTokenType.True)
                identify = identify.WithFlag(name);
            reader.Skip();
        }

        if (!user.IsPresent && known is { } self)
            identify = identify with { User = self };
        else if ((user.IsPresent ? ReadUser(user, ref identify) : NotAName) is { } refusal)
            return refusal;
        return ReadSince(since, ref identify);
    }

    private Identify WithFlag(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("signals"u8) ? this with { Features = Features | ClientFeatures.Signals }
        : name.SequenceEqual("files"u8) ? this with { Features = Features | ClientFeatures.Files }
        : name.SequenceEqual("unlessTaken"u8) ? this with { UnlessTaken = true }
        : this;

    private static Refusal? ReadUser(JsonText text, ref Identify identify)
    {
        if (UserNameJson.Read(text, out var user) is { } problem)
            return new Refusal(RefusalCode.BadName, problem);
        identify = identify with { User = user };
        return null;
    }

    private static Refusal? ReadPresence(ref Utf8JsonReader reader, ref Identify identify)
    {
        if (ModeOf(JsonText.ReadIfString(ref reader).Utf8, reader.TokenType) is not { } mode)
            return NotAMode;
        identify = identify with { Presence = mode };
        return null;
    }

    /// <summary>Whose the offset must be is known only once the name is.</summary>
    private static Refusal? ReadSince(JsonText since, ref Identify identify)
    {
        if (!since.IsPresent || since.Utf8.IsEmpty)
            return null;
        var text = since.ToString();
        if (MeshNode.IsOffset(identify.User, OffsetTag.Split(text).Offset))
            identify = identify with { Offset = text };
        else if (InstantMessage.IsId(since.Utf8))
            identify = identify with { LastSeen = new MessageId(text) };
        else
            return NotSince;
        return null;
    }

    private static PresenceMode? ModeOf(ReadOnlySpan<byte> text, JsonTokenType type) => type switch
    {
        JsonTokenType.Null => PresenceMode.List,
        _ when text.SequenceEqual("list"u8) => PresenceMode.List,
        _ when text.SequenceEqual("changes"u8) => PresenceMode.Changes,
        _ when text.SequenceEqual("watched"u8) => PresenceMode.Watched,
        _ when text.SequenceEqual("none"u8) => PresenceMode.None,
        _ => null,
    };
}
