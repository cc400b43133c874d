namespace Gossamer.Mesh;

/// <summary>What a peer must be to be one beside others: checked at the start, and whenever membership changes.</summary>
internal sealed class PeerRules
{
    internal const int MaxIdLength = 128;

    private readonly HashSet<NodeId> _ids;
    private readonly HashSet<ulong> _servers = [];

    /// <param name="self">This server; its own faults are not told here.</param>
    internal PeerRules(NodeId self)
    {
        _ids = [self];
        if (IsId(self.Value))
            TryAddServer(self);
    }

    /// <summary>What servers are called stands in logs, lines of text and subjects: no white space, no control characters.</summary>
    internal static bool IsId(string? text) =>
        text is { Length: > 0 and <= MaxIdLength } && !text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c));

    internal static bool IsMeshName(string? text) => text is { Length: > 0 and <= MaxIdLength };

    /// <summary>A server that is not named any more, and not forgotten yet, keeps its hash.</summary>
    internal void Reserve(NodeId id) => TryAddServer(id);

    /// <summary>Takes one more peer.</summary>
    /// <returns>What is wrong with it; null: nothing, and it counts for those that follow.</returns>
    internal string? Add(MeshPeer peer)
    {
        if (!IsId(peer.Id.Value))
            return $"a peer's id must have 1 to {MaxIdLength} characters, without spaces and control characters";
        if (!_ids.Add(peer.Id))
            return $"the id '{peer.Id}' is given to two servers";
        if (!TryAddServer(peer.Id))
            return $"the id '{peer.Id}' shares its 18-bit hash with another server's: rename one";
        return peer.Address is { IsAbsoluteUri: true } ? null : $"the address of peer '{peer.Id}' must be absolute";
    }

    private bool TryAddServer(NodeId id) => _servers.Add(Origin.ServerOf(id)) & _servers.Add(Origin.CopiesServerOf(id));
}
