using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Shows that a server wrote an offset, for that user: whoever brings both was sent them. It stands behind the offset, which is base64url
/// as well:
/// <code>
/// sealed = offset "." tag         tag = base64url(SipHash of the offset, 8 bytes), keyed with HMAC-SHA256(a server's secret, the user)
/// </code>
/// </summary>
internal readonly record struct OffsetTag(SipHash Hash)
{
    /// <summary>Of a tag and the point before it, in characters.</summary>
    public const int Length = 1 + TextLength;

    private const int TextLength = 11;
    private const byte Point = (byte)'.';

    public static OffsetTag For(UserName user, ReadOnlySpan<byte> secret) =>
        new(SipHash.Keyed(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(user.Value))));

    /// <summary>Splits what a client brought; without a tag, that is null.</summary>
    public static (string Offset, string? Tag) Split(string text) =>
        text.Length > Length && text[^Length] == Point ? (text[..^Length], text[^TextLength..]) : (text, null);

    /// <summary>Writes the point and the tag of an offset.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="to"><see cref="Length"/> bytes.</param>
    public void Write(ReadOnlySpan<byte> offset, Span<byte> to)
    {
        Span<byte> hash = stackalloc byte[SipHash.Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, Hash.Of(offset));
        to[0] = Point;
        Base64Url.EncodeToUtf8(hash, to[1..]);
    }

    /// <summary>Whether the tag is that offset's.</summary>
    public bool Fits(string offset, string tag)
    {
        Span<byte> expected = stackalloc byte[Length];
        Write(Encoding.UTF8.GetBytes(offset), expected);
        return CryptographicOperations.FixedTimeEquals(expected[1..], Encoding.UTF8.GetBytes(tag));
    }

    public override string ToString() => "(an offset's tag)"; // its key is a secret: not for logs
}
