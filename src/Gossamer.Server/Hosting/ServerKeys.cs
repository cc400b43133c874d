using System.Collections.Immutable;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;

namespace Gossamer.Server.Hosting;

/// <summary>By which keys a server links with the others.</summary>
/// <param name="PrivateKey">Its own, PEM; null: it has none.</param>
/// <param name="PublicKeys">Those of the others, of whom one is known.</param>
/// <param name="AllowsDerived">In development, on one machine, servers without any key link all the same.</param>
internal sealed record ServerKeys(string? PrivateKey, ImmutableDictionary<NodeId, string> PublicKeys, bool AllowsDerived)
{
    public static readonly ServerKeys None = new(null, ImmutableDictionary<NodeId, string>.Empty, false);

    public void ApplyTo(MeshDirectOptions options)
    {
        options.PrivateKey = PrivateKey;
        options.AllowDerivedKey = AllowsDerived;
        foreach (var (id, key) in PublicKeys)
            options.PublicKeys[id] = key;
    }
}
