namespace Gossamer.Mesh.Direct;

/// <summary>What came of checking a token: whose it is, or why it was refused, in a sentence and in a word.</summary>
internal readonly record struct TokenVerdict(NodeId? Node, string? Refusal, string Reason)
{
    internal static TokenVerdict Accepted(NodeId node) => new(node, null, "");

    internal static TokenVerdict Refused(string why, string reason = "token") => new(null, why, reason);
}
