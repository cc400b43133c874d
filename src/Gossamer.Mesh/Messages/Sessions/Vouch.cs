namespace Gossamer.Mesh;

/// <summary>A server's answer about a client that is back, found by the key of the client's last session.</summary>
/// <param name="MissingFor">
/// For how long the client may have missed messages, in ms: within <see cref="RecoveryTimes.Retention"/> logs still hold all of them. Null:
/// this server does not know.
/// </param>
/// <param name="FormerKeys">
/// Given when this server had the session but no server has vouched for it yet: the keys of the client's sessions before, by which other
/// servers may know the client.
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
