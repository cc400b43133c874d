using System.Buffers.Binary;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// Reads values one after another (MessagePack specification, "Formats"). Never throws, allocates nothing, and believes no length that
/// the bytes do not bear out.
/// <code>
/// 00-7f integer   80-8f map   90-9f array   a0-bf string   c0 nil   c2 c3 false, true   c4-c6 bytes   c7-c9 extension
/// ca cb float     cc-cf unsigned   d0-d3 integer   d4-d8 extension of 1 to 16 bytes   d9-db string   dc dd array   de df map
/// e0-ff integer, negative
/// </code>
/// </summary>
internal ref struct TokenReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <returns>False when there is no whole value, or its first byte is c1, which no value has.</returns>
    public bool TryRead(out Token token)
    {
        token = default;
        if (IsAtEnd)
            return false;
        var first = _bytes[Position++];
        return first switch
        {
            < Format.FixMap => Take(new Token(TokenKind.Integer) { Number = first }, out token),
            < Format.FixArray => Take(new Token(TokenKind.Map) { Count = (uint)first & 0xf }, out token),
            < Format.FixString => Take(new Token(TokenKind.Array) { Count = (uint)first & 0xf }, out token),
            < Format.Nil => TryReadBytes(TokenKind.String, first & 0x1fu, out token),
            Format.Nil => Take(new Token(TokenKind.Nil), out token),
            Format.False or Format.True => Take(new Token(TokenKind.Boolean) { Number = first & 1 }, out token),
            >= Format.Binary8 and < Format.Extension8 => TryReadLong(TokenKind.Binary, first - Format.Binary8, out token),
            >= Format.Extension8 and < Format.Float32 => TryReadExtension(first - Format.Extension8, out token),
            Format.Float32 or Format.Float64 => TryReadFloat(first, out token),
            >= Format.Unsigned8 and <= Format.Unsigned64 => TryReadUnsigned(first - Format.Unsigned8, out token),
            >= Format.Integer8 and <= Format.Integer64 => TryReadInteger(first - Format.Integer8, out token),
            >= Format.FixExtension1 and <= Format.FixExtension16 => TryReadFixExtension(first, out token),
            >= Format.String8 and < Format.Array16 => TryReadLong(TokenKind.String, first - Format.String8, out token),
            >= Format.Array16 and < Format.Map16 => TryReadCount(TokenKind.Array, first - Format.Array16, out token),
            >= Format.Map16 and < Format.NegativeFixInteger => TryReadCount(TokenKind.Map, first - Format.Map16, out token),
            >= Format.NegativeFixInteger => Take(new Token(TokenKind.Integer) { Number = (sbyte)first }, out token),
            _ => false,
        };
    }

    /// <summary>Passes over a value with all that is in it, however deep.</summary>
    public bool TrySkip()
    {
        for (var left = 1L; left > 0; left--)
        {
            if (!TryRead(out var token))
                return false;
            left += token.Kind == TokenKind.Map ? 2L * token.Count : token.Count;
            if (left > _bytes.Length - Position + 1L)
                return false; // each value has a byte at the least
        }

        return true;
    }

    private static bool Take(Token read, out Token token)
    {
        token = read;
        return true;
    }

    private bool TryReadLong(TokenKind kind, int width, out Token token)
    {
        token = default;
        return TryReadNumber(width, out var length) && TryReadBytes(kind, length, out token);
    }

    private bool TryReadExtension(int width, out Token token)
    {
        token = default;
        return TryReadNumber(width, out var length) && TryReadExtensionOf(length, isFixed: false, out token);
    }

    private bool TryReadFixExtension(byte first, out Token token) =>
        TryReadExtensionOf(1u << (first - Format.FixExtension1), isFixed: true, out token);

    private bool TryReadExtensionOf(ulong length, bool isFixed, out Token token)
    {
        token = default;
        if (!TryTake(1, out var type) || !TryTake(length, out var bytes))
            return false;
        return Take(new Token(TokenKind.Extension) { Number = (sbyte)type[0], IsFixed = isFixed, Bytes = bytes }, out token);
    }

    private bool TryReadBytes(TokenKind kind, ulong length, out Token token)
    {
        token = default;
        return TryTake(length, out var bytes) && Take(new Token(kind) { Bytes = bytes }, out token);
    }

    /// <param name="kind">An array or a map, whose counts have two or four bytes.</param>
    /// <param name="width">Two bytes: 0.</param>
    /// <param name="token">The value.</param>
    private bool TryReadCount(TokenKind kind, int width, out Token token)
    {
        token = default;
        return TryReadNumber(width + 1, out var count) && Take(new Token(kind) { Count = (uint)count }, out token);
    }

    private bool TryReadUnsigned(int width, out Token token)
    {
        token = default;
        if (!TryReadNumber(width, out var number))
            return false;
        var kind = number > long.MaxValue ? TokenKind.Unsigned : TokenKind.Integer;
        return Take(new Token(kind) { Number = (long)number }, out token);
    }

    private bool TryReadInteger(int width, out Token token)
    {
        token = default;
        if (!TryReadNumber(width, out var bits))
            return false;
        var unused = 64 - (8 << width);
        return Take(new Token(TokenKind.Integer) { Number = (long)(bits << unused) >> unused }, out token);
    }

    private bool TryReadFloat(byte first, out Token token)
    {
        token = default;
        if (!TryReadNumber(first == Format.Float32 ? 2 : 3, out var bits))
            return false;
        var number = first == Format.Float32 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);
        return Take(new Token(TokenKind.Float) { Float = number }, out token);
    }

    /// <summary>Big-endian.</summary>
    /// <param name="width">0, 1, 2, 3: one byte, two, four, eight.</param>
    /// <param name="number">Its bits.</param>
    private bool TryReadNumber(int width, out ulong number)
    {
        number = 0;
        if (!TryTake(1u << width, out var bytes))
            return false;
        number = width switch
        {
            0 => bytes[0],
            1 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            2 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
        return true;
    }

    private bool TryTake(ulong length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length > (ulong)(_bytes.Length - Position))
            return false;
        bytes = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }
}
