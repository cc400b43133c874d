namespace Gossamer.Mesh;

/// <summary>
/// What this server has published in one room of late, as it goes to other servers: for those that could not be reached meanwhile. Bounded
/// as a user's log. Guarded by the room's lock.
/// </summary>
internal sealed class RoomLog(MeshOptions options, long retention)
{
    private const int Overhead = 64;

    private readonly Queue<(ulong Number, long At, ReadOnlyMemory<byte> Payload)> _entries = [];

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>All payloads and what keeps them.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The highest number of what it has let go of.</summary>
    internal ulong DroppedUpTo { get; private set; }

    /// <param name="number">The message's number at this server; they need not rise.</param>
    /// <param name="now">In ms of <see cref="Instant.Elapsed"/>.</param>
    /// <param name="payload">The node message.</param>
    internal void Add(ulong number, long now, ReadOnlyMemory<byte> payload)
    {
        _entries.Enqueue((number, now, payload));
        Bytes += payload.Length + Overhead;
        Trim(now);
        while (_entries.Count > options.MaxLogEntriesPerUser || (_entries.Count > 1 && Bytes > options.MaxLogBytesPerUser))
            DropFirst();
    }

    /// <summary>Lets go of what is too old.</summary>
    internal void Trim(long now)
    {
        while (_entries.TryPeek(out var oldest) && now - oldest.At > retention)
            DropFirst();
    }

    /// <summary>Those beyond a number, in the order in which they were published.</summary>
    internal IEnumerable<(ulong Number, ReadOnlyMemory<byte> Payload)> After(ulong number) =>
        _entries.Where(entry => entry.Number > number).Select(static entry => (entry.Number, entry.Payload));

    private void DropFirst()
    {
        var (number, _, payload) = _entries.Dequeue();
        Bytes -= payload.Length + Overhead;
        DroppedUpTo = Math.Max(DroppedUpTo, number);
    }
}
