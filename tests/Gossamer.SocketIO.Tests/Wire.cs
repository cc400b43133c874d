using System.Text;

namespace Gossamer.SocketIO.Tests;

/// <summary>Bytes as tests write them down.</summary>
internal static class Wire
{
    public const char RecordSeparator = '\u001e';

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Spaces are for the reader.</summary>
    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>The bytes amid others that no reader may touch; what is read past the end would look like more of the protocol.</summary>
    public static ReadOnlyMemory<byte> Fenced(ReadOnlySpan<byte> bytes)
    {
        const int Fence = 32;
        var all = new byte[bytes.Length + (2 * Fence)];
        all.AsSpan().Fill((byte)'4');
        bytes.CopyTo(all.AsSpan(Fence));
        return all.AsMemory(Fence, bytes.Length);
    }

    /// <summary>Whether one memory is a slice of the other.</summary>
    public static bool Holds(this ReadOnlyMemory<byte> whole, ReadOnlyMemory<byte> part) =>
        part.IsEmpty || whole.Span.Overlaps(part.Span, out var offset) && offset >= 0 && offset + part.Length <= whole.Length;
}
