namespace Gossamer.Mesh;

/// <summary>What a peer has of a user's stream beyond the position that it was asked with.</summary>
/// <param name="Life">The life that answers.</param>
/// <param name="Last">
/// The number of its own last message for the user; 0 when there was none within <see cref="RecoveryTimes.History"/>.
/// </param>
/// <param name="Vouch">What it knows of the client.</param>
/// <param name="Entries">All that it has, of its own and copies: no origin answers for certain.</param>
/// <param name="KeyPlaces">Where repeatable messages stand, likewise.</param>
internal sealed record PullAnswer(
    Origin Life, ulong Last, Vouch Vouch, IReadOnlyList<StreamEntry> Entries, IReadOnlyList<KeyPlace> KeyPlaces)
{
    /// <summary>The log has let go of messages that were not too old: what is missing may have been counted as delivered.</summary>
    internal bool HasOverflowed { get; init; }

    /// <summary>
    /// The highest number of the copies that the log has let go of though they were not too old; 0: of none. They have no predecessors, and
    /// leave no gap.
    /// </summary>
    internal ulong DroppedCopies { get; init; }

    /// <summary>The last numbers for the user of lives whose logs were left to this one.</summary>
    internal IReadOnlyList<InheritedLast> InheritedLasts { get; init; } = [];

    /// <summary>For how long <c>Last</c> has been that, in ms.</summary>
    internal long LastAge { get; init; }
}
