using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// <code>
/// sid = random [ "." tag ]      the tag of the server that made the session, where servers forward to each other
/// </code>
/// </summary>
internal static class SessionId
{
    private const int RandomBytes = 15; // 120 bits, 20 characters: the length that clients have always seen
    private const int Characters = 20;
    private const string SocketIdDomain = "Gossamer.SocketIO socket id\0"; // no other hash of a pid can be this one

    private static readonly SearchValues<char> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string New(string? tag = null) => tag is null ? Random() : Random() + "." + tag;

    public static bool TryGetTag(string id, [NotNullWhen(true)] out string? tag)
    {
        var dot = id.LastIndexOf('.');
        tag = dot > 0 && dot < id.Length - 1 ? id[(dot + 1)..] : null;
        return tag is not null;
    }

    /// <summary>Whether that may have come from <see cref="New"/> without a tag, and so is safe to write into JSON.</summary>
    public static bool IsWellFormed(string id) => id.Length == Characters && !id.AsSpan().ContainsAnyExcept(Base64UrlCharacters);

    /// <summary>
    /// The id of the socket with that private session id, the same at every server; it tells nothing of the private one.
    /// <code>
    /// id = the first 20 characters of base64url(SHA-256("Gossamer.SocketIO socket id" %x00 pid))
    /// </code>
    /// </summary>
    public static string Derive(string privateSessionId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(SocketIdDomain + privateSessionId), hash);
        return Base64Url.EncodeToString(hash[..RandomBytes]);
    }

    private static string Random()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
