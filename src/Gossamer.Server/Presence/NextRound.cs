namespace Gossamer.Server.Presence;

/// <summary>What a round leaves behind.</summary>
/// <param name="NotBefore">No round earlier than this.</param>
/// <param name="At">A round then even without a further signal; null when everybody has what there is.</param>
internal readonly record struct NextRound(TimeSpan NotBefore, TimeSpan? At);
