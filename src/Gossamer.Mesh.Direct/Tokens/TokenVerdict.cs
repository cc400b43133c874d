namespace Gossamer.Mesh.Direct;

/// <summary>What came of checking a token: whose it is, or why it was refused.</summary>
internal readonly record struct TokenVerdict(NodeId? Node, string? Refusal)
{
    internal static TokenVerdict Accepted(NodeId node) => new(node, null);

    internal static TokenVerdict Refused(string why) => new(null, why);
}
