namespace Gossamer.Server.Recovery;

/// <summary>
/// The end of an <c>im</c> frame, each receiver's own (<c>InstantMessageFrame</c>):
/// <code>end = [,"offset"]]</code>
/// </summary>
internal static class FrameEnd
{
    /// <summary>For a client that cannot come back.</summary>
    public static readonly byte[] Plain = "]"u8.ToArray();

    private static ReadOnlySpan<byte> Before => ",\""u8;

    private static ReadOnlySpan<byte> After => "\"]"u8;

    /// <summary>For a client that can come back: the offset is the event's last argument.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="tag">What it is sent with, if it is.</param>
    public static byte[] With(ReadOnlySpan<byte> offset, OffsetTag? tag)
    {
        // Every delivered frame has an end of its own. A collection expression of spans goes through a List and takes ten times as long.
        var end = GC.AllocateUninitializedArray<byte>(Before.Length + offset.Length + (tag is null ? 0 : OffsetTag.Length) + After.Length);
        var rest = end.AsSpan();
        Before.CopyTo(rest);
        rest = rest[Before.Length..];
        offset.CopyTo(rest);
        rest = rest[offset.Length..];
        tag?.Write(offset, rest);
        After.CopyTo(end.AsSpan(end.Length - After.Length));
        return end;
    }
}
