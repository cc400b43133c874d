namespace Gossamer.Mesh.Wire;

/// <summary>
/// A receipt as it stands in a frame: <c>message Receipt</c> of mesh.proto, <c>1: up_to  2: delivered...</c>, the latter packed, as proto3
/// writes it, or each with a tag of its own.
/// </summary>
internal ref struct ReceiptFields
{
    private const uint UpToTag = (1 << 3) | WireReader.VarintType;
    private const uint DeliveredTag = (2 << 3) | WireReader.VarintType;
    private const uint PackedTag = (2 << 3) | WireReader.BytesType;

    private ReadOnlySpan<byte> _bytes;

    /// <summary>The forward that the last of <see cref="Delivered"/> is about.</summary>
    internal ulong UpTo { get; private set; }

    /// <summary>How many forwards it is about.</summary>
    internal int Count { get; private set; }

    /// <returns>False for what is no message of protobuf.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ReceiptFields receipt)
    {
        var read = new ReceiptFields { _bytes = bytes };
        var reader = new WireReader(bytes);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var tag) || !read.TryRead(ref reader, tag))
            {
                receipt = default;
                return false;
            }
        }

        receipt = read;
        return true;
    }

    /// <summary>To how many connections each of those forwards went.</summary>
    internal readonly DeliveredEnumerator Delivered => new(_bytes);

    private bool TryRead(scoped ref WireReader reader, uint tag)
    {
        switch (tag)
        {
            case UpToTag:
                var isRead = reader.TryReadNumber(out var upTo);
                UpTo = upTo;
                return isRead;
            case DeliveredTag:
                Count++;
                return reader.TryReadNumber(out _);
            case PackedTag:
                return reader.TryReadBytes(out var packed) && TryCount(packed);
            default:
                return reader.TrySkip(tag);
        }
    }

    private bool TryCount(ReadOnlySpan<byte> packed)
    {
        var reader = new WireReader(packed);
        for (; !reader.IsAtEnd; Count++)
        {
            if (!reader.TryReadNumber(out _))
                return false;
        }

        return true;
    }

    /// <summary>The numbers of a receipt that <see cref="TryRead(ReadOnlySpan{byte}, out ReceiptFields)"/> has taken.</summary>
    internal ref struct DeliveredEnumerator(ReadOnlySpan<byte> bytes)
    {
        private WireReader _reader = new(bytes);
        private WireReader _packed;

        public uint Current { get; private set; }

        public readonly DeliveredEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_packed.IsAtEnd)
            {
                if (_reader.IsAtEnd || !_reader.TryReadTag(out var tag))
                    return false;
                if (tag == DeliveredTag)
                    return TryTake(ref _reader);
                if (tag == PackedTag && _reader.TryReadBytes(out var packed))
                    _packed = new(packed);
                else if (tag != PackedTag)
                    _reader.TrySkip(tag);
            }

            return TryTake(ref _packed);
        }

        private bool TryTake(ref WireReader reader)
        {
            var isRead = reader.TryReadNumber(out var value);
            Current = (uint)value;
            return isRead;
        }
    }
}
