using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// A position as text, as it rides at the end of each frame and comes back with the client. Base64url of:
/// <code>
/// offset = header user writer [key] *slot
/// header = 1 byte: version 1, + 16 when a session key follows
/// user   = 2 bytes of a hash of the user's name: another user's offset is none
/// writer = 1 byte: which slot, from 1, is the server that wrote it; 0 for none of them
/// key    = 6 bytes: the session of a client whose protocol has no id of its own for it
/// slot   = origin (6 bytes) varint(number * 4 + 2 if a hole + 1 if a base) [base] [hole]
/// base   = varint(number - base)
/// hole   = varint(number - to) varint(to - after)
/// </code>
/// About 14 characters an origin, 6 before them.
/// </summary>
internal static class OffsetText
{
    /// <summary>The longest that is read, in characters; it may name 128 origins.</summary>
    internal const int MaxLength = 4096;

    internal const int KeyBytes = 6;

    /// <summary>Enough for the offset of a client in a mesh of 16 servers.</summary>
    internal const int StackBytes = 512;

    private const byte Version = 1;
    private const byte KeyFlag = 16;
    private const int HeaderBytes = 4;
    private const int MaxSlots = 128;
    private const int MaxNumberBytes = 7; // of 48 bits
    private const int MaxHeadBytes = 8;   // and two more

    /// <summary>How many bytes <see cref="Write"/> may need.</summary>
    internal static int MaxSize(Position position)
    {
        var bytes = HeaderBytes + KeyBytes;
        foreach (ref readonly var slot in position.Slots)
            bytes += Origin.Bytes + MaxHeadBytes + (slot.HasBase ? MaxNumberBytes : 0) + (slot.HoleTo > 0 ? 2 * MaxNumberBytes : 0);
        return Base64Url.GetEncodedLength(bytes);
    }

    /// <returns>The characters written.</returns>
    internal static int Write(Position position, UserName user, Origin writer, SessionKey key, Span<byte> utf8)
    {
        var hasKey = key.IsShort;
        utf8[0] = (byte)(Version + (hasKey ? KeyFlag : 0));
        WriteUser(user, utf8[1..]);
        utf8[3] = position.IndexOf(writer) is var at and < byte.MaxValue ? (byte)(at + 1) : (byte)0;
        var length = HeaderBytes;
        if (hasKey)
            length += key.WriteShort(utf8[length..]);
        foreach (ref readonly var slot in position.Slots)
            length += WriteSlot(slot, utf8[length..]);
        Base64Url.TryEncodeToUtf8InPlace(utf8, length, out var written);
        return written;
    }

    /// <summary>Reads what a client brought; anything else than an offset of that user is refused.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, UserName user, long now, [NotNullWhen(true)] out ClientOffset? offset)
    {
        offset = null;
        if (text.Length is 0 or > MaxLength || Decode(text) is not { Length: >= HeaderBytes } bytes)
            return false;
        Span<byte> owner = stackalloc byte[2];
        WriteUser(user, owner);
        ReadOnlySpan<byte> rest = bytes.AsSpan(HeaderBytes);
        if ((bytes[0] & ~KeyFlag) != Version || !owner.SequenceEqual(bytes.AsSpan(1, 2)))
            return false;
        var key = SessionKey.None;
        if ((bytes[0] & KeyFlag) != 0)
        {
            if (rest.Length < KeyBytes)
                return false;
            key = SessionKey.FromShort(rest[..KeyBytes]);
            rest = rest[KeyBytes..];
        }

        var position = new Position();
        while (!rest.IsEmpty)
            if (position.Count == MaxSlots || !TryReadSlot(ref rest, now, position))
                return false;
        var writer = bytes[3] > 0 && bytes[3] <= position.Count ? position[bytes[3] - 1].Origin : default;
        offset = new(position, writer, key);
        return true;
    }

    // Not IsValid and then the decoder that throws: of padding the one takes what the other does not.
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = Base64Url.DecodeFromChars(text, bytes, out var read, out var written);
        return status == System.Buffers.OperationStatus.Done && read == text.Length ? bytes[..written] : null;
    }

    private static void WriteUser(UserName user, Span<byte> to)
    {
        var hash = StableHash.Of(user.Value);
        (to[0], to[1]) = ((byte)hash, (byte)(hash >> 8));
    }

    private static int WriteSlot(in PositionSlot slot, Span<byte> to)
    {
        for (var i = 0; i < Origin.Bytes; i++)
            to[i] = (byte)(slot.Origin.Value >> (8 * (Origin.Bytes - 1 - i)));
        var length = Origin.Bytes;
        var hasHole = slot.HoleTo > 0;
        length += WriteVarint((slot.Number << 2) + (hasHole ? 2UL : 0) + (slot.HasBase ? 1UL : 0), to[length..]);
        if (slot.HasBase)
            length += WriteVarint(slot.Number - slot.Base, to[length..]);
        if (!hasHole)
            return length;
        length += WriteVarint(slot.Number - slot.HoleTo, to[length..]);
        return length + WriteVarint(slot.HoleTo - slot.HoleAfter, to[length..]);
    }

    private static bool TryReadSlot(ref ReadOnlySpan<byte> bytes, long now, Position position)
    {
        if (bytes.Length < Origin.Bytes)
            return false;
        var origin = 0UL;
        foreach (var part in bytes[..Origin.Bytes])
            origin = (origin << 8) | part;
        bytes = bytes[Origin.Bytes..];
        if (!TryReadVarint(ref bytes, out var head) || head >> 2 > MessageStamp.MaxNumber || position.IndexOf(new(origin)) >= 0)
            return false;
        var slot = new PositionSlot { Origin = new(origin), Number = head >> 2, HasBase = (head & 1) != 0, HeardAt = now };
        if (slot.HasBase)
        {
            if (!TryReadVarint(ref bytes, out var beyond) || beyond > slot.Number)
                return false;
            slot.Base = slot.Number - beyond;
        }

        if ((head & 2) != 0)
        {
            if (!TryReadVarint(ref bytes, out var behind) || behind > slot.Number
                || !TryReadVarint(ref bytes, out var width) || width > slot.Number - behind)
                return false;
            (slot.HoleTo, slot.HoleAfter) = (slot.Number - behind, slot.Number - behind - width);
        }

        position.Add(slot);
        return true;
    }

    private static int WriteVarint(ulong value, Span<byte> to)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            to[length++] = (byte)(value | 0x80);
        to[length++] = (byte)value;
        return length;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && !bytes.IsEmpty; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }
}
