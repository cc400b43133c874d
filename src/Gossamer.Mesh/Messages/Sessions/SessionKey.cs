using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gossamer.Mesh;

/// <summary>
/// By which a client's sessions are known to be the same client's at any server, and a secret between it and the servers: Socket.IO's
/// <c>pid</c>, or a short key that rides in the offset of clients whose protocol has none.
/// </summary>
/// <param name="Value">The text.</param>
internal readonly record struct SessionKey(string Value)
{
    private const int MaxLength = 256; // of a key that another server names; Socket.IO's have 20 characters
    private const char ShortMark = '~'; // in no pid
    private const int ShortLength = 1 + (OffsetText.KeyBytes * 4 / 3);

    // Base64url itself: decoders pass over padding and white space, and then there are fewer bytes than a short key has.
    private static readonly SearchValues<char> ShortCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    internal static SessionKey None => default;

    internal bool IsNone => string.IsNullOrEmpty(Value);

    /// <summary>It is one, and can be written if it is short.</summary>
    internal bool IsWellFormed => !IsNone && Value.Length <= MaxLength
        && (!IsShort || (Value.Length == ShortLength && !Value.AsSpan(1).ContainsAnyExcept(ShortCharacters)));

    /// <summary>It rides in the offset.</summary>
    internal bool IsShort => !IsNone && Value[0] == ShortMark;

    internal static SessionKey NewShort() => FromShort(RandomNumberGenerator.GetBytes(OffsetText.KeyBytes));

    internal static SessionKey FromShort(ReadOnlySpan<byte> bytes) => new(ShortMark + Base64Url.EncodeToString(bytes));

    internal int WriteShort(Span<byte> to) => Base64Url.DecodeFromChars(Value.AsSpan(1), to);

    public override string ToString() => "(a session key)"; // a secret: not for logs
}
