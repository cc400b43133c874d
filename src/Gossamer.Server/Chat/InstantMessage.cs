using System.Text;
using System.Text.Json;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>im</c>, client to server: <c>{"from":"Anna","to":"Billy","text":"Hi","forwarded":false,"id":"..."}</c>. <c>id</c> may be missing.
/// <c>forwarded</c> belongs to the old servers' talk among themselves and is ignored, as is every property not named here.
/// </summary>
internal readonly ref struct InstantMessage(UserName from, UserName to, ReadOnlySpan<byte> text, MessageId? id)
{
    public const int MaxIdLength = 64;

    private static readonly Refusal NotAMessage = new(RefusalCode.BadMessage, "im takes an object with the strings from, to and text");

    public UserName From { get; } = from;

    public UserName To { get; } = to;

    /// <summary>Valid UTF-8, unescaped.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The id that the client gave, if it did.</summary>
    public MessageId? Id { get; } = id;

    /// <summary>Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not.</summary>
    /// <param name="arguments">The event's arguments.</param>
    /// <param name="user">As whom the connection identified: nobody else may be <c>from</c>.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="message">The message; its text points into the event.</param>
    public static Refusal? Read(ref Utf8JsonReader arguments, UserName user, ChatOptions options, out InstantMessage message)
    {
        message = default;
        var fields = InstantMessageFields.Read(ref arguments);
        if (!fields.IsComplete)
            return NotAMessage;
        if (UserNameJson.Read(fields.From, out var from) is not null || from != user)
            return new Refusal(RefusalCode.WrongFrom, $"from is not {user.Value}, as whom this connection identified");
        if (ReadContent(fields, from, options, out message) is { } refusal)
            return refusal;
        return fields.HasId && message.Id is null
            ? new Refusal(RefusalCode.BadId, $"id is a string of 1 to {MaxIdLength} visible ASCII characters")
            : null;
    }

    /// <summary>The same of a message that an old server forwards: whoever it is from, that server answers for.</summary>
    public static Refusal? ReadForwarded(in InstantMessageFields fields, ChatOptions options, out InstantMessage message)
    {
        message = default;
        if (!fields.IsComplete)
            return NotAMessage;
        if (UserNameJson.Read(fields.From, out var from) is { } fault)
            return new Refusal(RefusalCode.BadName, "from: " + fault);
        return ReadContent(fields, from, options, out message);
    }

    /// <summary>All but the sender. An id that is none is left out.</summary>
    private static Refusal? ReadContent(scoped in InstantMessageFields fields, UserName from, ChatOptions options,
        out InstantMessage message)
    {
        message = default;
        if (UserNameJson.Read(fields.To, out var to) is { } problem)
            return new Refusal(RefusalCode.BadName, "to: " + problem);
        if (Encoding.UTF8.GetCharCount(fields.Text.Utf8) > options.MaxTextLength)
            return new Refusal(RefusalCode.TooLarge, $"text is longer than {options.MaxTextLength} UTF-16 units");
        var hasId = fields.Id.IsPresent && IsId(fields.Id.Utf8);
        message = new InstantMessage(from, to, fields.Text.Utf8, hasId ? new MessageId(fields.Id.ToString()) : null);
        return null;
    }

    /// <summary>1 to 64 visible ASCII characters.</summary>
    public static bool IsId(ReadOnlySpan<byte> utf8) =>
        utf8.Length is >= 1 and <= MaxIdLength && !utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
