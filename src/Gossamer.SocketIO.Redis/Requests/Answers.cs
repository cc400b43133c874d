namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What the other servers answered.</summary>
/// <param name="Values">All that came.</param>
/// <param name="Missing">How many servers did not answer; below zero: Redis is not there, and nobody knows.</param>
internal sealed record Answers<T>(IReadOnlyList<T> Values, long Missing)
{
    public IReadOnlyList<string> MissingNames =>
        Missing < 0 ? [ServerNames.Redis] : [.. Enumerable.Repeat(ServerNames.Unknown, (int)Math.Min(Missing, int.MaxValue))];
}
