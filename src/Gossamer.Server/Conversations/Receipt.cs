namespace Gossamer.Server.Conversations;

/// <summary>What became of a message.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Connections">How many connections of the recipient have it.</param>
/// <param name="Servers">At how many servers those are.</param>
/// <param name="Problem">What went wrong, also beside a delivery: servers that did not confirm.</param>
internal sealed record Receipt(Outcome Outcome, long Connections = 0, long Servers = 0, string? Problem = null)
{
    public static readonly Receipt Waiting = new(Outcome.Waiting);
}
