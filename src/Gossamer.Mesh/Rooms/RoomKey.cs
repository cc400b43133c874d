using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gossamer.Mesh;

/// <summary>
/// What servers call a room among each other: 72 bits of the SHA-256 of its scope and name, as 12 characters. So a room costs the same
/// whatever its name, any text is one, and nobody can find a name that takes another room's place.
/// </summary>
public readonly record struct RoomKey
{
    private const int HashBytes = 9;
    private const int TextLength = HashBytes / 3 * 4;
    private const int StackBytes = 512;

    private RoomKey(UserName name) => Name = name;

    /// <summary>As the directory keeps it.</summary>
    internal UserName Name { get; }

    /// <summary>Takes a key from a peer.</summary>
    internal static bool TryRead(string text, out RoomKey key)
    {
        var isKey = UserName.TryTakeExact(text, out var name) && text.Length == TextLength && Base64Url.IsValid(text);
        key = isKey ? new(name) : default;
        return isKey;
    }

    /// <summary>The key of a room.</summary>
    /// <param name="scope">Whose rooms these are, a namespace say: two scopes may have rooms of the same name.</param>
    /// <param name="room">The room's name, any text.</param>
    public static RoomKey Of(string scope, string room)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(room);
        var most = sizeof(int) + Encoding.UTF8.GetMaxByteCount(scope.Length + room.Length);
        var bytes = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var scopeLength = Encoding.UTF8.GetBytes(scope, bytes[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, scopeLength); // so that no two pairs are the same bytes
        var length = sizeof(int) + scopeLength + Encoding.UTF8.GetBytes(room, bytes[(sizeof(int) + scopeLength)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        UserName.TryTakeExact(Base64Url.EncodeToString(hash[..HashBytes]), out var name);
        return new(name);
    }

    /// <summary>The 12 characters.</summary>
    public override string ToString() => Name.Value;
}
