namespace Gossamer.Server.Presence;

/// <summary>How often, and at what cost, clients hear of who is there.</summary>
internal sealed record PresenceOptions
{
    /// <summary>A client hears of changes at most once in this time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// What whole lists to all clients of this server may cost in a second; a round that costs more widens the window after it. The first
    /// lists of newcomers may cost as much again. Changes and watched names are no part of it: they cost each name once.
    /// </summary>
    public long ListBytesPerSecond { get; init; } = 64 * 1024 * 1024;

    /// <summary>No window is wider than this, whatever the budget says.</summary>
    public TimeSpan MaxWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No newcomer waits longer than this for its first list, whatever the budget says.</summary>
    public TimeSpan MaxNewcomerWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A list of more bytes is not sent: it would fill outboxes. Half of an outbox by its default, some 500,000 names.
    /// </summary>
    public int MaxListBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// A client with more bytes than this in its outbox lags: it is told nothing until it has taken them, and then how things stand.
    /// </summary>
    public long LagBytes { get; init; } = 64 * 1024;

    /// <summary>How many names one connection may watch.</summary>
    public int MaxWatched { get; init; } = 1000;

    /// <summary>
    /// How many names all connections may watch together, some 400 bytes each if nobody else watches it; one address gets no more than it
    /// leaves free.
    /// </summary>
    public int MaxWatchedInAll { get; init; } = 200_000;
}
