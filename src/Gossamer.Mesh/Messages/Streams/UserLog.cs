namespace Gossamer.Mesh;

/// <summary>
/// What one user sent and got of late, in the order in which this server had it: blocks of 32 bytes an entry beside the frame, which
/// outboxes and links share. An entry counts until it is <see cref="RecoveryTimes.Retention"/> old by its own time, however late it came.
/// Guarded by the user's stripe.
/// </summary>
internal sealed partial class UserLog
{
    private const int FirstBlock = 4;
    private const int LargestBlock = 64;

    private Block? _oldest;
    private Block? _latest;

    internal int Count { get; private set; }

    /// <summary>All frames and slots together.</summary>
    internal long Bytes { get; private set; }

    internal StreamEntry? Oldest => _oldest is { Count: > 0 } block ? block[0] : null;

    internal void Append(in StreamEntry entry)
    {
        while (_latest is null || !_latest.TryAdd(entry))
            AddBlock(entry.At);
        Count++;
        Bytes += Block.Size(entry);
    }

    /// <summary>Lets go of the oldest while they are too old by their time.</summary>
    /// <returns>How many bytes that were.</returns>
    internal long Trim(long oldest)
    {
        var before = Bytes;
        while (_oldest is { } block && block.FirstAt < oldest)
            DropFirst(block);
        return before - Bytes;
    }

    /// <summary>Lets go of the oldest entry.</summary>
    /// <returns>How many bytes that were.</returns>
    internal long DropOldest()
    {
        var before = Bytes;
        if (_oldest is { } block)
            DropFirst(block);
        return before - Bytes;
    }

    /// <summary>Adds what the filter takes and is not too old, in order.</summary>
    internal void CopyTo<TState>(List<StreamEntry> to, long oldest, TState state, EntryFilter<TState> filter)
    {
        for (var block = _oldest; block is not null; block = block.Next)
        {
            for (var i = 0; i < block.Count; i++)
            {
                var entry = block[i];
                if (entry.At >= oldest && filter(entry, state))
                    to.Add(entry);
            }
        }
    }

    internal bool Contains(Origin origin, ulong number)
    {
        for (var block = _oldest; block is not null; block = block.Next)
            if (block.Contains(origin, number))
                return true;
        return false;
    }

    private void AddBlock(long at)
    {
        // One that an entry did not fit though there was room is followed by a small one: the next may not fit either.
        var capacity = _latest is { IsFull: true } full ? Math.Min(LargestBlock, 2 * full.Capacity) : FirstBlock;
        var block = new Block(capacity, at);
        if (_latest is null)
            _oldest = block;
        else
            _latest.Next = block;
        _latest = block;
    }

    private void DropFirst(Block block)
    {
        Bytes -= block.TakeFirst();
        Count--;
        if (block.Count > 0)
            return;
        _oldest = block.Next;
        if (_oldest is null)
            _latest = null;
    }

    internal delegate bool EntryFilter<TState>(in StreamEntry entry, TState state);
}
