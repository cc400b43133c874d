using System.Text.Unicode;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// A forward as it stands in a frame, read without an object for it: <c>message Forward</c> of mesh.proto. What is text or bytes there is a
/// part of the frame here.
/// </summary>
internal ref struct ForwardFields
{
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
    internal bool HasTrace;
    internal ReadOnlySpan<byte> TraceParent;
    internal ReadOnlySpan<byte> TraceState;
    internal bool Repeatable;

    /// <returns>False for what is no message of protobuf, or has texts that are no UTF-8.</returns>
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
        return read.HasValidTexts;
    }

    private readonly bool HasValidTexts => Utf8.IsValid(Id) && Utf8.IsValid(From) && Utf8.IsValid(To) && Utf8.IsValid(Channel)
        && Utf8.IsValid(TraceParent) && Utf8.IsValid(TraceState);

    private bool TryRead(scoped ref WireReader reader, uint tag)
    {
        switch (tag)
        {
            case ForwardTags.Id:
                return reader.TryReadBytes(out Id);
            case ForwardTags.From:
                return reader.TryReadBytes(out From);
            case ForwardTags.To:
                return reader.TryReadBytes(out To);
            case ForwardTags.Frame:
                return reader.TryReadBytes(out Frame);
            case ForwardTags.Channel:
                return reader.TryReadBytes(out Channel);
            case ForwardTags.Trace:
                return reader.TryReadBytes(out var trace) && TryReadTrace(trace);
            case ForwardTags.Key:
                return reader.TryReadFixed64(out Key);
            default:
                return (tag & 7) == WireReader.VarintType ? TryReadNumber(ref reader, tag) : reader.TrySkip(tag);
        }
    }

    private bool TryReadTrace(ReadOnlySpan<byte> bytes)
    {
        HasTrace = true;
        var reader = new WireReader(bytes);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var tag))
                return false;
            var isRead = tag switch
            {
                ForwardTags.TraceParent => reader.TryReadBytes(out TraceParent),
                ForwardTags.TraceState => reader.TryReadBytes(out TraceState),
                _ => reader.TrySkip(tag),
            };
            if (!isRead)
                return false;
        }

        return true;
    }

    private bool TryReadNumber(scoped ref WireReader reader, uint tag)
    {
        if (!reader.TryReadNumber(out var value))
            return false;
        switch (tag)
        {
            case ForwardTags.Sequence:
                Sequence = value;
                break;
            case ForwardTags.Number:
                Number = value;
                break;
            case ForwardTags.PreviousFrom:
                PreviousFrom = value;
                break;
            case ForwardTags.PreviousTo:
                PreviousTo = value;
                break;
            case ForwardTags.At:
                At = (long)(value >> 1) ^ -(long)(value & 1);
                break;
            case ForwardTags.Keep:
                Keep = value != 0;
                break;
            case ForwardTags.Unhurried:
                Unhurried = value != 0;
                break;
            case ForwardTags.Repeatable:
                Repeatable = value != 0;
                break;
        }

        return true;
    }
}
