using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>What a hello must say whoever's it is. Whether its life and link are the latest, the peer's own state knows.</summary>
internal static class HelloRules
{
    internal const int LifeKeyBytes = 16;

    /// <param name="hello">The hello.</param>
    /// <param name="options">This server's options.</param>
    /// <param name="peer">The peer whose id it says; null: there is none.</param>
    /// <param name="claimed">The id that the transport vouches for, if it does.</param>
    /// <returns>Why it is refused, or nothing.</returns>
    internal static LinkClose? Refusal(Hello hello, MeshOptions options, Peer? peer, NodeId? claimed)
    {
        var node = new NodeId(hello.Node);
        var (there, here) = (ProtocolRange.Of(hello), options.Protocols);
        if (there.IsEmpty)
            return new(LinkCloseCode.Malformed, $"a hello of protocol {there}");
        if (there.SharedWith(here) is not { } version)
            return new(LinkCloseCode.WrongVersion, NoneInCommon(node, there, options.Id, here));
        if (!string.Equals(hello.Cluster, options.Cluster, StringComparison.Ordinal))
            return new(LinkCloseCode.WrongCluster, $"mesh '{hello.Cluster}', here it is '{options.Cluster}'");
        if (node == options.Id)
            return new(LinkCloseCode.OwnId, $"'{node}' is the id of the server that was reached");
        if (peer is null)
            return Unknown(node, options.Id);
        if (new NodeId(hello.Target) != options.Id)
            return new(LinkCloseCode.WrongTarget, $"meant for '{hello.Target}', reached '{options.Id}'");
        if (claimed is { } id && id != node)
            return new(LinkCloseCode.ClaimMismatch, $"the hello says '{node}', the request '{id}'");
        if (hello.Incarnation == 0 || hello.Link == 0)
            return new(LinkCloseCode.Malformed, "a hello without incarnation or link number");
        if (hello.LifeKey.Length != LifeKeyBytes && (hello.LifeKey.Length > 0 || version >= MeshProtocol.LifeKeys))
            return new(LinkCloseCode.Malformed, "a hello without a life key, or with one of another length");
        return null;
    }

    // Numbers first: a WebSocket's close frame has room for 123 bytes of it.
    private static string NoneInCommon(NodeId node, ProtocolRange there, NodeId self, ProtocolRange here) => there.Newest < here.Oldest
        ? $"protocol {there}, here it is {here}: upgrade '{node}', to a release that speaks {here.Oldest}"
        : $"protocol {there}, here it is {here}: upgrade '{self}', to a release that speaks {there.Oldest}";

    internal static LinkClose Unknown(NodeId node, NodeId self) =>
        new(LinkCloseCode.UnknownNode, $"'{node}' is not among the peers of '{self}'");
}
