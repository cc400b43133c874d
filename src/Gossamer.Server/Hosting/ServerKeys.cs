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

    /// <summary>New keys for servers that live and die together.</summary>
    public static Dictionary<NodeId, ServerKeys> ForOneProcess(IEnumerable<NodeId> servers)
    {
        var pairs = servers.ToImmutableDictionary(static id => id, static _ => MeshKeyPair.Create());
        var known = pairs.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.PublicKey);
        return pairs.ToDictionary(static pair => pair.Key, pair => new ServerKeys(pair.Value.PrivateKey, known.Remove(pair.Key), false));
    }

    public void ApplyTo(MeshDirectOptions options)
    {
        options.PrivateKey = PrivateKey;
        options.AllowDerivedKey = AllowsDerived;
        foreach (var (id, key) in PublicKeys)
            options.PublicKeys[id] = key;
    }
}
