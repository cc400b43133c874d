using System.Buffers;
using System.Diagnostics.CodeAnalysis;

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
        ArrayBufferWriter<byte>? others = null;
        var reader = new WireReader(bytes);
        var isWhole = false;
        while (!reader.IsAtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadTag(out var tag))
                return false;
            if (tag is ReceiptsTag or ForwardsTag)
            {
                if (!reader.TryReadBytes(out var value) || !IsWhole(tag, value))
                    return false;
            }
            else if (tag == EndTag)
            {
                if (!reader.TryReadNumber(out var end))
                    return false;
                isWhole = end != 0;
            }
            else if (reader.TrySkip(tag))
            {
                (others ??= new()).Write(bytes[start..reader.Position]);
            }
            else
            {
                return false;
            }
        }

        if (!isWhole || !TryReadOthers(others, out var other))
            return false;
        frame = new(bytes, other);
        return true;
    }

    internal ReceiptEnumerator Receipts => new(_bytes);

    internal ForwardEnumerator Forwards => new(_bytes);

    private static bool IsWhole(uint tag, ReadOnlySpan<byte> value) =>
        tag == ForwardsTag ? ForwardFields.TryRead(value, out _) : ReceiptFields.TryRead(value, out _);

    private static bool TryReadOthers(ArrayBufferWriter<byte>? bytes, [NotNullWhen(true)] out Frame? others)
    {
        others = Nothing;
        return bytes is null || FrameCodec.TryReadFields(bytes.WrittenSpan, out others);
    }

    /// <summary>The values of one field, which were looked at before.</summary>
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
