using System.Buffers;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// A frame as it came: receipts and forwards, of which there are many, are read where they stand, without an object for each; all else is
/// <see cref="Other"/>, as the generated code reads it. <c>message Frame</c> of mesh.proto.
/// </summary>
internal readonly ref struct ArrivedFrame
{
    private const uint ReceiptsTag = (3 << 3) | WireReader.BytesType;
    private const uint ForwardsTag = (4 << 3) | WireReader.BytesType;
    private const uint EndTag = (15 << 3) | WireReader.VarintType;

    private static readonly Frame Nothing = new();

    private readonly ReadOnlySpan<byte> _bytes;

    private ArrivedFrame(ReadOnlySpan<byte> bytes, Frame other)
    {
        _bytes = bytes;
        Other = other;
    }

    /// <summary>All but receipts and forwards. Not to be changed.</summary>
    internal Frame Other { get; }

    /// <summary>Refuses what is no whole frame, in any part of it; never throws.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ArrivedFrame frame)
    {
        frame = default;
        var reader = new WireReader(bytes);
        var hasEnd = false;
        var hasParts = false; // receipts or forwards
        var hasOthers = false;
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var tag))
                return false;
            if (tag is ReceiptsTag or ForwardsTag)
            {
                if (!reader.TryReadBytes(out var part) || !CanBeRead(tag, part))
                    return false;
                hasParts = true;
            }
            else if (tag == EndTag)
            {
                if (!reader.TryReadNumber(out var end))
                    return false;
                hasEnd = end != 0;
            }
            else if (reader.TrySkip(tag))
            {
                hasOthers = true;
            }
            else
            {
                return false;
            }
        }

        var other = Nothing;
        if (!hasEnd || (hasOthers && !FrameCodec.TryReadFields(hasParts ? OthersOf(bytes) : bytes, out other)))
            return false;
        frame = new(bytes, other);
        return true;
    }

    internal ReceiptEnumerator Receipts => new(_bytes);

    internal ForwardEnumerator Forwards => new(_bytes);

    private static bool CanBeRead(uint tag, ReadOnlySpan<byte> part) =>
        tag == ForwardsTag ? ForwardFields.TryRead(part, out _) : ReceiptFields.TryRead(part, out _);

    /// <summary>All but receipts and forwards, for the generated code.</summary>
    private static ReadOnlySpan<byte> OthersOf(ReadOnlySpan<byte> bytes)
    {
        var others = new ArrayBufferWriter<byte>();
        var reader = new WireReader(bytes);
        for (var start = 0; !reader.IsAtEnd; start = reader.Position)
        {
            reader.TryReadTag(out var tag);
            reader.TrySkip(tag);
            if (tag is not (ReceiptsTag or ForwardsTag))
                others.Write(bytes[start..reader.Position]);
        }

        return others.WrittenSpan;
    }

    /// <summary>The values of one field, in a frame that has been read once.</summary>
    private ref struct Values(ReadOnlySpan<byte> bytes, uint tag)
    {
        private WireReader _reader = new(bytes);

        internal bool TryNext(out ReadOnlySpan<byte> value)
        {
            while (!_reader.IsAtEnd && _reader.TryReadTag(out var next))
            {
                if (next == tag)
                    return _reader.TryReadBytes(out value);
                _reader.TrySkip(next);
            }

            value = default;
            return false;
        }
    }

    internal ref struct ReceiptEnumerator(ReadOnlySpan<byte> bytes)
    {
        private Values _values = new(bytes, ReceiptsTag);
        private ReceiptFields _current;

        public readonly ReceiptFields Current => _current;

        public readonly ReceiptEnumerator GetEnumerator() => this;

        public bool MoveNext() => _values.TryNext(out var value) && ReceiptFields.TryRead(value, out _current);
    }

    internal ref struct ForwardEnumerator(ReadOnlySpan<byte> bytes)
    {
        private Values _values = new(bytes, ForwardsTag);
        private ForwardFields _current;

        public readonly ForwardFields Current => _current;

        public readonly ForwardEnumerator GetEnumerator() => this;

        public bool MoveNext() => _values.TryNext(out var value) && ForwardFields.TryRead(value, out _current);
    }
}
