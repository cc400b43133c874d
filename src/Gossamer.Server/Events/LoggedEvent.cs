namespace Gossamer.Server.Events;

/// <summary>An entry of the <see cref="EventLog"/>.</summary>
/// <param name="Key">What happened.</param>
/// <param name="Id">The entry's own number, from 1 in each life of the server. It stays when the entry is counted up.</param>
/// <param name="Sequence">The number of its latest change. Entries come in its order.</param>
/// <param name="First">When it happened first.</param>
/// <param name="Last">When it happened last.</param>
/// <param name="Count">How often.</param>
/// <param name="Text">What there is to say besides, of the last time.</param>
internal sealed record LoggedEvent(
    EventKey Key, long Id, long Sequence, DateTimeOffset First, DateTimeOffset Last, long Count, string? Text);
