using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Gossamer.Mesh;

namespace Gossamer.Server.Configuration;

/// <summary>
/// The whole configuration file: every server of the mesh, or those that are not found otherwise. Checked; ids and addresses are unique.
/// </summary>
internal sealed record ClusterConfig(string File, ImmutableArray<ServerEntry> Servers)
{
    private const int IdsInHint = 8;

    /// <summary>How servers find each other.</summary>
    public MeshSection Mesh { get; init; } = MeshSection.None;

    /// <summary>The content of the file that this is (<see cref="ConfigFile.RevisionOf(string)"/>); null: it is not from a file.</summary>
    public string? Revision { get; init; }

    /// <summary>True when no server of the mesh can be reached from another machine.</summary>
    public bool IsLoopbackOnly =>
        Servers.All(server => server.IsLoopback) && (!Mesh.IsOpen || IPAddress.IsLoopback(Mesh.ListenOrDefault.Address));

    /// <summary>Finds the entry that a server started as <paramref name="id"/> is.</summary>
    public bool TryFind(NodeId id, [NotNullWhen(true)] out ServerEntry? entry, [NotNullWhen(false)] out ConfigError? error)
    {
        entry = Servers.FirstOrDefault(server => server.Id == id);
        if (entry is null && Mesh.IsOpen)
            entry = new ServerEntry(id, Mesh.ListenOrDefault.Address, Mesh.ListenOrDefault.Port);
        error = entry is null ? new ConfigError(File, null, $"no server has the id \"{id.Value}\"", $"Use {KnownIds()}") : null;
        if (entry?.IsOld == true)
        {
            error = new ConfigError(
                File, $"servers[{Servers.IndexOf(entry)}].protocol",
                    $"\"{id.Value}\" is a server of the old system, which this program cannot run",
                "Start it with its own program, or leave its protocol out");
            entry = null;
        }
        return entry is not null;
    }

    private string KnownIds()
    {
        var shown = string.Join(", ", Servers.Take(IdsInHint).Select(server => server.Id.Value));
        return Servers.Length switch
        {
            1 => shown,
            > IdsInHint => $"one of {shown} and {Servers.Length - IdsInHint} more",
            _ => $"one of {shown}",
        };
    }
}
