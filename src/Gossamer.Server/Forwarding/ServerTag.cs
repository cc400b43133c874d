using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Server.Forwarding;

/// <summary>
/// What session ids of a server end in: short, of safe characters whatever the server's id, the same in every life of it.
/// </summary>
internal static class ServerTag
{
    private const int Bytes = 6; // 8 characters; of 1,000 servers two have the same tag with a chance of 1 in 500 million

    public static string Of(NodeId id) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value)).AsSpan(0, Bytes));
}
