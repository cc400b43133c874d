using System.Buffers.Binary;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Reads protobuf's wire format: <c>field = tag value</c>. It never throws: each read says whether it was there. Groups, which no version
/// of this schema has, are refused.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    internal const int VarintType = 0;
    internal const int Fixed64Type = 1;
    internal const int BytesType = 2;
    internal const int Fixed32Type = 5;

    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int Position { get; private set; }

    internal readonly bool IsAtEnd => Position == _bytes.Length;

    internal bool TryReadTag(out uint tag)
    {
        var isRead = TryReadNumber(out var number);
        tag = (uint)number;
        return isRead && number <= uint.MaxValue && tag >> 3 != 0;
    }

    internal bool TryReadNumber(out ulong value)
    {
        value = 0;
        for (var i = 0; i < MaxVarintBytes && Position < _bytes.Length; i++)
        {
            var next = _bytes[Position++];
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
                return true;
        }

        return false;
    }

    internal bool TryReadFixed64(out ulong value)
    {
        value = 0;
        if (_bytes.Length - Position < sizeof(ulong))
            return false;
        value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[Position..]);
        Position += sizeof(ulong);
        return true;
    }

    internal bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadNumber(out var length) || length > (ulong)(_bytes.Length - Position))
            return false;
        value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    /// <summary>Passes over the value of a field that is not known here.</summary>
    internal bool TrySkip(uint tag) => (tag & 7) switch
    {
        VarintType => TryReadNumber(out _),
        Fixed64Type => TryPass(sizeof(ulong)),
        BytesType => TryReadBytes(out _),
        Fixed32Type => TryPass(sizeof(uint)),
        _ => false,
    };

    private bool TryPass(int count)
    {
        if (_bytes.Length - Position < count)
            return false;
        Position += count;
        return true;
    }
}
