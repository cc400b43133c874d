namespace Gossamer.Mesh.Wire;

/// <summary>
/// A forward as it stands in a frame, read without an object for it: <c>message Forward</c> of mesh.proto. What is text or bytes there is a
/// part of the frame here.
/// </summary>
internal ref struct ForwardFields
{
    private const uint SequenceTag = (1 << 3) | WireReader.VarintType;
    private const uint IdTag = (2 << 3) | WireReader.BytesType;
    private const uint FromTag = (3 << 3) | WireReader.BytesType;
    private const uint ToTag = (4 << 3) | WireReader.BytesType;
    private const uint FrameTag = (5 << 3) | WireReader.BytesType;
    private const uint ChannelTag = (8 << 3) | WireReader.BytesType;
    private const uint NumberTag = (9 << 3) | WireReader.VarintType;
    private const uint PreviousFromTag = (10 << 3) | WireReader.VarintType;
    private const uint PreviousToTag = (11 << 3) | WireReader.VarintType;
    private const uint AtTag = (12 << 3) | WireReader.VarintType;
    private const uint KeyTag = (13 << 3) | WireReader.Fixed64Type;
    private const uint KeepTag = (14 << 3) | WireReader.VarintType;
    private const uint UnhurriedTag = (15 << 3) | WireReader.VarintType;
    private const uint TraceTag = (16 << 3) | WireReader.BytesType;
    private const uint RepeatableTag = (17 << 3) | WireReader.VarintType;

    internal ulong Sequence;
    internal ReadOnlySpan<byte> Id;
    internal ReadOnlySpan<byte> From;
    internal ReadOnlySpan<byte> To;
    internal ReadOnlySpan<byte> Frame;
    internal ReadOnlySpan<byte> Channel;
    internal ulong Number;
    internal ulong PreviousFrom;
    internal ulong PreviousTo;
    internal long At;
    internal ulong Key;
    internal bool Keep;
    internal bool Unhurried;
    internal ReadOnlySpan<byte> Trace;
    internal bool Repeatable;

    /// <returns>False for what is no message of protobuf.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ForwardFields forward)
    {
        var read = default(ForwardFields);
        var reader = new WireReader(bytes);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var tag) || !read.TryRead(ref reader, tag))
            {
                forward = default;
                return false;
            }
        }

        forward = read;
        return true;
    }

    private bool TryRead(scoped ref WireReader reader, uint tag)
    {
        switch (tag)
        {
            case IdTag:
                return reader.TryReadBytes(out Id);
            case FromTag:
                return reader.TryReadBytes(out From);
            case ToTag:
                return reader.TryReadBytes(out To);
            case FrameTag:
                return reader.TryReadBytes(out Frame);
            case ChannelTag:
                return reader.TryReadBytes(out Channel);
            case TraceTag:
                return reader.TryReadBytes(out Trace);
            case KeyTag:
                return reader.TryReadFixed64(out Key);
            default:
                return (tag & 7) == WireReader.VarintType ? TryReadNumber(ref reader, tag) : reader.TrySkip(tag);
        }
    }

    private bool TryReadNumber(scoped ref WireReader reader, uint tag)
    {
        if (!reader.TryReadNumber(out var value))
            return false;
        switch (tag)
        {
            case SequenceTag:
                Sequence = value;
                break;
            case NumberTag:
                Number = value;
                break;
            case PreviousFromTag:
                PreviousFrom = value;
                break;
            case PreviousToTag:
                PreviousTo = value;
                break;
            case AtTag:
                At = (long)(value >> 1) ^ -(long)(value & 1);
                break;
            case KeepTag:
                Keep = value != 0;
                break;
            case UnhurriedTag:
                Unhurried = value != 0;
                break;
            case RepeatableTag:
                Repeatable = value != 0;
                break;
        }

        return true;
    }
}
