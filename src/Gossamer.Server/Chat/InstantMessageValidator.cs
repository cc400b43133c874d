using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// What other servers send as messages goes to clients byte for byte, so it must be what <see cref="InstantMessageFrame"/> writes of the
/// fields beside it: no other event, no other packet, nobody else's name. Checked without parsing JSON: the form is fixed.
/// </summary>
internal sealed class InstantMessageValidator(ChatOptions options) : IMessageFrameValidator
{
    public bool Agrees(Envelope message) =>
        InstantMessageParts.TryRead(message.Frame.Span, out var parts)
        && parts.At == message.At
        && InstantMessageParts.Is(parts.From, message.From.Value)
        && InstantMessageParts.Is(parts.To, message.To.Value)
        && InstantMessageParts.Is(parts.Id, message.Id.Value)
        && IsWithinBounds(parts, message.Id.Value);

    public bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out MessageFields? message)
    {
        message = null;
        if (!InstantMessageParts.TryRead(frame, out var parts)
            || !TryReadName(parts.From, out var from) || !TryReadName(parts.To, out var to))
            return false;
        var id = InstantMessageParts.Read(parts.Id);
        if (!IsWithinBounds(parts, id))
            return false;
        message = new(new(id), from, to, parts.At);
        return true;
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
