namespace Gossamer.Server.Presence;

/// <summary>How often, and at what cost, clients get the user list.</summary>
internal sealed record ListOptions
{
    /// <summary>A client gets at most one list in this time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What all lists to all clients of this server may cost; a round that costs more widens the window after it.</summary>
    public long BytesPerSecond { get; init; } = 64 * 1024 * 1024;

    /// <summary>No window is wider than this, whatever the budget says.</summary>
    public TimeSpan MaxWindow { get; init; } = TimeSpan.FromSeconds(30);
}
