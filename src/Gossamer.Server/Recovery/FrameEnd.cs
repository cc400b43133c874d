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
    public static byte[] With(ReadOnlySpan<byte> offset) => [.. ",\""u8, .. offset, .. "\"]"u8];
}
