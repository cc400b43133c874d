namespace Gossamer.Mesh;

/// <summary>What a server says of a client that is back, by the key of the session that it comes from.</summary>
/// <param name="MissingFor">
/// For how long the client may have missed messages, in ms: within the retention nothing of that is lost without a trace. Null: not known.
/// </param>
/// <param name="FormerKeys">
/// It had that session, but nobody has vouched for it yet: by these keys of the ones before it others may.
/// </param>
internal readonly record struct Vouch(long? MissingFor, IReadOnlyList<SessionKey>? FormerKeys = null)
{
    internal bool IsKnown => MissingFor is not null;

    internal bool IsEmpty => !IsKnown && FormerKeys is not { Count: > 0 };

    /// <summary>Who heard the client last knows best.</summary>
    internal Vouch Or(Vouch other) => IsKnown || other.IsKnown
        ? new(Math.Min(MissingFor ?? long.MaxValue, other.MissingFor ?? long.MaxValue))
        : new(null, [.. FormerKeys ?? [], .. other.FormerKeys ?? []]);
}
