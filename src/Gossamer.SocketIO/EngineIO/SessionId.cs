using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// <code>
/// sid = random [ "." tag ]      the tag of the server that made the session, where servers forward to each other
/// </code>
/// </summary>
internal static class SessionId
{
    private const int RandomBytes = 15; // 120 bits, 20 characters: the length that clients have always seen

    public static string New(string? tag = null) => tag is null ? Random() : Random() + "." + tag;

    public static bool TryGetTag(string id, [NotNullWhen(true)] out string? tag)
    {
        var dot = id.LastIndexOf('.');
        tag = dot > 0 && dot < id.Length - 1 ? id[(dot + 1)..] : null;
        return tag is not null;
    }

    private static string Random()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
