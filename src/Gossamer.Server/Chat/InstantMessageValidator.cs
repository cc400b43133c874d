using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// What other servers send as messages goes to clients byte for byte, so it must be what <see cref="InstantMessageFrame"/> or
/// <see cref="SignalFrame"/> writes of the fields beside it: no other event, no other packet, nobody else's name. Checked without parsing
/// JSON: the form is fixed.
/// </summary>
internal sealed class InstantMessageValidator(ChatOptions options) : IMessageFrameValidator
{
    public bool Agrees(Envelope message) =>
        InstantMessageParts.TryRead(message.Frame.Span, out var parts)
        && !parts.IsToRoom && parts.At == message.At && Agrees(parts, message.From, message.To.Value, message.Id);

    public bool Agrees(RoomMessage message) =>
        InstantMessageParts.TryRead(message.Frame.Span, out var parts)
        && parts.IsToRoom && parts.At == message.At && Agrees(parts, message.From, message.Room.Value, message.Id);

    public bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out MessageFields? message)
    {
        message = null;
        if (!InstantMessageParts.TryRead(frame, out var parts) || !TryReadName(parts.From, out var from))
            return false;
        var id = InstantMessageParts.Read(parts.Id);
        if (!IsWithinBounds(parts, id))
            return false;
        if (parts.IsToRoom && TryReadRoom(parts.To, out var room))
            message = new(new(id), from, default, parts.At) { Room = room, IsSignal = !parts.Kind.IsEmpty };
        else if (!parts.IsToRoom && TryReadName(parts.To, out var to))
            message = new(new(id), from, to, parts.At) { IsSignal = !parts.Kind.IsEmpty };
        return message is not null;
    }

    private bool Agrees(in InstantMessageParts parts, UserName from, string to, MessageId id) =>
        InstantMessageParts.Is(parts.From, from.Value)
        && InstantMessageParts.Is(parts.To, to)
        && InstantMessageParts.Is(parts.Id, id.Value)
        && IsWithinBounds(parts, id.Value);

    private static bool TryReadRoom(ReadOnlySpan<byte> raw, out RoomName room)
    {
        var text = InstantMessageParts.Read(raw);
        return RoomName.TryCreate(text, out room, out _) && room.Value.Length == text.Length;
    }

    private static bool TryReadName(ReadOnlySpan<byte> raw, out UserName name)
    {
        var text = InstantMessageParts.Read(raw);
        return UserName.TryCreate(text, out name, out _) && name.Value.Length == text.Length;
    }

    private bool IsWithinBounds(in InstantMessageParts parts, string id) =>
        parts.HasTextUpTo(options.MaxTextLength) && id.Length is >= 1 and <= InstantMessage.MaxIdLength
        && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
