using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Doctor;

/// <summary>Whom the doctor looks at: a server of the file, with the settings that it would run with.</summary>
internal sealed record Patient(ServerEntry Self, ClusterConfig Config, ServerSettings Settings)
{
    /// <summary>Its keys could be read, so that links can be tried.</summary>
    public bool HasKeys { get; init; } = true;

    /// <summary>Servers that were found by a name in DNS.</summary>
    public IReadOnlyList<MeshPeer> Found { get; init; } = [];

    /// <summary>The other servers: of the file, of the command line, of DNS; each once.</summary>
    public IReadOnlyList<MeshPeer> Peers =>
    [
        .. Config.Servers.Select(static server => new MeshPeer(server.Id, server.Url) { IsLegacy = server.IsOld })
            .Concat(Settings.Peers).Concat(Found).Where(peer => peer.Id != Self.Id).DistinctBy(static peer => peer.Id),
    ];
}
