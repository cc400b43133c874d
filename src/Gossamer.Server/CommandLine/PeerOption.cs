using System.CommandLine;
using Gossamer.Mesh;

namespace Gossamer.Server.CommandLine;

/// <summary><c>--peer id=url</c>: servers that the configuration does not list, told on the command line.</summary>
internal sealed class PeerOption
{
    private readonly Option<string[]> _peers = new("--peer")
    {
        Description = "Another server of the mesh, besides those in the configuration, such as server-5=http://10.0.0.5:3001. Any number",
        HelpName = "id=url",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = static _ => [],
    };

    public void AddTo(Command command) => command.Add(_peers);

    /// <returns>Null, or what is wrong in one line.</returns>
    public string? Read(ParseResult parsed, out IReadOnlyList<MeshPeer> peers)
    {
        List<MeshPeer> all = [];
        peers = all;
        foreach (var text in parsed.GetValue(_peers) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 and <= 64 } id, var address]
                || !Uri.TryCreate(address, UriKind.Absolute, out var url)
                || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")
                return $"--peer: {text} is no server. Give its id and where it is found, such as server-5=http://10.0.0.5:3001.";
            if (all.Exists(peer => peer.Id == new NodeId(id)))
                return $"--peer: {id} is given twice. Give each server its own id.";
            all.Add(new MeshPeer(new NodeId(id), url));
        }

        return null;
    }
}
