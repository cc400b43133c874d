using System.Buffers.Text;
using System.Text;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// The subjects of one mesh. Each server takes what is sent to it alone, and what everybody says of being there:
/// <code>
/// gossamer.&lt;mesh&gt;.to.&lt;server&gt;   messages of links to a server
/// gossamer.&lt;mesh&gt;.here          a server is there, or leaves
/// </code>
/// The mesh's and the servers' names in base64url, since subjects know no dots and spaces within a word.
/// </summary>
internal sealed class NatsSubjects(string prefix, string cluster)
{
    private readonly string _root = $"{prefix}.{WordOf(cluster)}";

    internal string Here => $"{_root}.here";

    /// <summary>All of them, as NATS' permissions name them.</summary>
    internal string All => $"{_root}.>";

    internal string To(NodeId server) => $"{_root}.to.{WordOf(server.Value)}";

    private static string WordOf(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
