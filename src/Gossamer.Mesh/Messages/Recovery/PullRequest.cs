namespace Gossamer.Mesh;

/// <summary>What a server asks of another for a client that is back.</summary>
/// <param name="Position">How far the client has got.</param>
/// <param name="Writer">The server life that wrote the client's offset.</param>
/// <param name="SessionKeys">
/// The client's session, and those before it for which nobody has vouched; none when only a gap is to be filled.
/// </param>
internal readonly record struct PullRequest(Position Position, Origin Writer, IReadOnlyList<SessionKey> SessionKeys)
{
    /// <summary>
    /// Sessions of those keys are superseded: they end, or are probed. Not asked by a session that is being probed itself, nor by one whose
    /// client is away: it may be back elsewhere.
    /// </summary>
    internal bool TakesOver { get; init; }

    /// <summary>The asking server takes over from this one: it gets everything.</summary>
    internal bool IsEverything { get; init; }
}
