using System.Buffers;
using System.Text;
using System.Text.Json;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>im</c>, client to server: <c>{"from":"Anna","to":"Billy","text":"Hi","forwarded":false,"id":"..."}</c>, or to a room:
/// <c>{"room":"tea","text":"Hi","id":"..."}</c>. <c>id</c> may be missing, and of a message to a room <c>from</c>. With
/// <c>"kind":"typing"</c> it is a signal (<see cref="SignalFrame"/>).
/// <c>forwarded</c> belongs to the old servers' talk among themselves and is ignored, as is every property not named here.
/// </summary>
internal readonly ref struct InstantMessage(UserName from, UserName to, ReadOnlySpan<byte> text, MessageId? id)
{
    public const int MaxIdLength = 64;

    public const int MaxKindLength = 32;

    private static readonly SearchValues<byte> OfKinds = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly Refusal NotAKind = new(
        RefusalCode.BadKind, $"kind is a string of 1 to {MaxKindLength} characters a-z, 0-9 and -");

    private static readonly Refusal NotAMessage = new(
        RefusalCode.BadMessage, "im takes an object with the strings from, to and text, or room and text");

    public UserName From { get; } = from;

    public UserName To { get; } = to;

    /// <summary>The room that it is to; then <see cref="To"/> is nobody.</summary>
    public RoomName? Room { get; private init; }

    /// <summary>Of a signal; empty: it is none.</summary>
    public ReadOnlySpan<byte> Kind { get; init; }

    public bool IsSignal => !Kind.IsEmpty;

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
        if (!fields.IsComplete && !fields.IsToRoom)
            return NotAMessage;
        if ((fields.From.IsPresent || !fields.IsToRoom) && !UserNameJson.Is(fields.From, user))
            return new Refusal(RefusalCode.WrongFrom, $"from is not {user.Value}, as whom this connection identified");
        var refused = fields.IsToRoom
            ? ReadToRoom(fields, user, options, out message)
            : ReadContent(fields, user, options, out message);
        if ((refused ?? (fields.HasKind ? ReadKind(fields, ref message) : null)) is { } refusal)
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

    private static Refusal? ReadKind(in InstantMessageFields fields, ref InstantMessage message)
    {
        if (!IsKind(fields.Kind.Utf8))
            return NotAKind;
        message = new(message.From, message.To, message.Text, message.Id) { Room = message.Room, Kind = fields.Kind.Utf8 };
        return null;
    }

    private static Refusal? ReadToRoom(scoped in InstantMessageFields fields, UserName from, ChatOptions options,
        out InstantMessage message)
    {
        message = default;
        if (RoomArgument.Read(fields.Room, out var room) is { } problem)
            return new Refusal(RefusalCode.BadRoom, problem);
        if (Encoding.UTF8.GetCharCount(fields.Text.Utf8) > options.MaxTextLength)
            return TooLarge(options);
        message = new InstantMessage(from, default, fields.Text.Utf8, IdOf(fields)) { Room = room };
        return null;
    }

    /// <summary>All but the sender. An id that is none is left out.</summary>
    private static Refusal? ReadContent(scoped in InstantMessageFields fields, UserName from, ChatOptions options,
        out InstantMessage message)
    {
        message = default;
        if (UserNameJson.Read(fields.To, out var to) is { } problem)
            return new Refusal(RefusalCode.BadName, "to: " + problem);
        if (Encoding.UTF8.GetCharCount(fields.Text.Utf8) > options.MaxTextLength)
            return TooLarge(options);
        message = new InstantMessage(from, to, fields.Text.Utf8, IdOf(fields));
        return null;
    }

    private static Refusal TooLarge(ChatOptions options) =>
        new(RefusalCode.TooLarge, $"text is longer than {options.MaxTextLength} UTF-16 units");

    private static MessageId? IdOf(scoped in InstantMessageFields fields) =>
        fields.Id.IsPresent && IsId(fields.Id.Utf8) ? new MessageId(fields.Id.ToString()) : null;

    /// <summary>1 to 64 visible ASCII characters.</summary>
    public static bool IsId(ReadOnlySpan<byte> utf8) =>
        utf8.Length is >= 1 and <= MaxIdLength && !utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    /// <summary>1 to 32 characters <c>[a-z0-9-]</c>.</summary>
    public static bool IsKind(ReadOnlySpan<byte> utf8) => utf8.Length is >= 1 and <= MaxKindLength && !utf8.ContainsAnyExcept(OfKinds);
}
