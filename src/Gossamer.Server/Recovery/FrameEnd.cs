namespace Gossamer.Server.Recovery;

/// <summary>
/// The end of an <c>im</c> frame, each receiver's own (<c>InstantMessageFrame</c>):
/// <code>end = [,"offset"]]</code>
/// </summary>
internal static class FrameEnd
{
    /// <summary>For a client that cannot come back.</summary>
    public static readonly byte[] Plain = "]"u8.ToArray();

    /// <summary>For a client that can come back: the offset is the event's last argument.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="tag">What it is sent with, if it is.</param>
    public static byte[] With(ReadOnlySpan<byte> offset, OffsetTag? tag)
    {
        if (tag is not { } sealing)
            return [.. ",\""u8, .. offset, .. "\"]"u8];
        Span<byte> text = stackalloc byte[OffsetTag.Length];
        sealing.Write(offset, text);
        return [.. ",\""u8, .. offset, .. text, .. "\"]"u8];
    }
}
