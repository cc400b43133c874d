namespace Gossamer.Mesh;

/// <summary>
/// What this server has published in one room of late, as it goes to other servers: for those that could not be reached meanwhile. Bounded
/// as a user's log, and by what all logs may take. Guarded by the room's lock.
/// </summary>
internal sealed class RoomLog(IMessageEnvironment environment)
{
    private const int Overhead = 64;

    private readonly Queue<Entry> _entries = [];

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>All payloads and what keeps them.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The highest number of what it has let go of.</summary>
    internal ulong DroppedUpTo { get; private set; }

    private bool IsOverBounds => _entries.Count > environment.Options.MaxLogEntriesPerUser
        || Bytes > environment.Options.MaxLogBytesPerUser
        || (environment.IsOverBudget && Bytes > UserStream.FairShare);

    /// <param name="number">The message's number at this server; they need not rise.</param>
    /// <param name="now">In ms of <see cref="Instant.Elapsed"/>.</param>
    /// <param name="payload">The node message.</param>
    /// <param name="only">The one server that it is for; null: all.</param>
    internal void Add(ulong number, long now, ReadOnlyMemory<byte> payload, NodeId? only)
    {
        _entries.Enqueue(new(number, now, payload, only));
        Change(payload.Length + Overhead);
        Trim(now);
        while (_entries.Count > 1 && IsOverBounds)
            DropFirst();
    }

    /// <summary>Lets go of what is too old.</summary>
    internal void Trim(long now)
    {
        while (_entries.TryPeek(out var oldest) && now - oldest.At > environment.Times.Retention)
            DropFirst();
    }

    /// <summary>Lets go of the oldest until it takes no more than that.</summary>
    internal void CutTo(long bytes)
    {
        while (_entries.Count > 1 && Bytes > bytes)
            DropFirst();
    }

    /// <summary>Those for a server beyond a number, in the order in which they were published.</summary>
    internal IEnumerable<(ulong Number, ReadOnlyMemory<byte> Payload)> After(ulong number, NodeId peer) => _entries
        .Where(entry => entry.Number > number && (entry.Only is null || entry.Only == peer))
        .Select(static entry => (entry.Number, entry.Payload));

    private void DropFirst()
    {
        var entry = _entries.Dequeue();
        Change(-entry.Payload.Length - Overhead);
        DroppedUpTo = Math.Max(DroppedUpTo, entry.Number);
    }

    private void Change(long bytes)
    {
        Bytes += bytes;
        environment.Account(bytes);
    }

    private readonly record struct Entry(ulong Number, long At, ReadOnlyMemory<byte> Payload, NodeId? Only);
}
