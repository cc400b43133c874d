using System.Security.Cryptography;

namespace Gossamer.SocketIO.Redis;

/// <summary>What servers and requests are known by. Node's have six characters of the same; with more, two are never alike.</summary>
internal static class Ids
{
    private const int Length = 16;

    public static string New() => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", Length);
}
