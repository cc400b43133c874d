namespace Gossamer.Server.Events;

/// <summary>How much a server remembers of what happened to it.</summary>
internal sealed record EventLogOptions
{
    /// <summary>Entries; each takes some 200 bytes.</summary>
    public int MaxEvents { get; init; } = 1_000;

    /// <summary>How long ago an entry may have happened last.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// What happens again within this time of the last time is the same entry with a higher count: a link that flaps for an hour fills two
    /// lines for each direction, not thousands.
    /// </summary>
    public TimeSpan FoldWindow { get; init; } = TimeSpan.FromMinutes(1);
}
