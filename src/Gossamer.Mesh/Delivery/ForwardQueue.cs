using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// The messages to one peer that await its receipt, in order, each with its sequence number: those not written yet and those
/// that go again when the link is re-made. Bounded in messages, bytes and time. Used under the link's lock.
/// </summary>
/// <param name="peer">The peer.</param>
/// <param name="maxMessages">How many messages it may hold.</param>
/// <param name="maxBytes">How many bytes of them.</param>
/// <param name="onReceipt">Told of each receipt: when its message was added.</param>
internal sealed class ForwardQueue(NodeId peer, int maxMessages, long maxBytes, Action<long>? onReceipt = null)
{
    private ForwardEntry[] _ring = new ForwardEntry[16];
    private ulong _first = 1;   // the oldest that awaits its receipt
    private ulong _next = 1;    // the number that the next message gets
    private ulong _unwritten = 1;
    private ulong _written;     // the highest that was written to any link
    private long _bytes;

    /// <summary>No receipt is awaited for anything below this.</summary>
    internal ulong SettledBelow => _first;

    internal int Count => (int)(_next - _first);

    internal long Bytes => _bytes;

    /// <summary>How many messages went once more, in this server's life.</summary>
    internal long Resent { get; private set; }

    /// <summary>How many messages the peer confirmed, in this server's life.</summary>
    internal long Receipts { get; private set; }

    /// <summary>The lowest message number in it; 0: there is none.</summary>
    internal ulong LowestNumber()
    {
        var lowest = 0ul;
        for (var sequence = _first; sequence < _next; sequence++)
            if (!At(sequence).IsSettled)
                lowest = LowerOf(lowest, At(sequence).Message.Stamp.Number);
        return lowest;
    }

    internal bool HasUnwritten => _unwritten < _next;

    internal bool TryAdd(Envelope message, PendingDelivery pending, long now, int bytes)
    {
        if (Count >= maxMessages || _bytes + bytes > maxBytes)
            return false;
        if (Count == _ring.Length)
            Grow();
        At(_next) = new(message, pending, now, bytes);
        _next++;
        _bytes += bytes;
        return true;
    }

    /// <summary>The link is new: everything goes again.</summary>
    internal void Rewind() => _unwritten = _first;

    /// <summary>Takes what was not written, until that has reached the size given.</summary>
    /// <param name="taken">Where it goes, each with its sequence number, to be written into a frame.</param>
    /// <param name="targetBytes">The size.</param>
    internal bool Take(List<(ulong Sequence, Envelope Message)> taken, int targetBytes)
    {
        var size = 0;
        while (HasUnwritten && size < targetBytes)
        {
            ref var entry = ref At(_unwritten);
            if (!entry.IsSettled)
            {
                taken.Add((_unwritten, entry.Message));
                size += entry.Bytes;
                Resent += _unwritten <= _written ? 1 : 0;
            }

            _written = Math.Max(_written, _unwritten++);
        }

        return size > 0;
    }

    /// <summary>The peer handed these to so many connections each.</summary>
    internal void Settle(in ReceiptFields receipt)
    {
        var sequence = receipt.UpTo - (ulong)receipt.Count;
        foreach (var delivered in receipt.Delivered)
        {
            sequence++;
            if (sequence < _first || sequence >= _next || At(sequence).IsSettled)
                continue;
            Receipts++;
            onReceipt?.Invoke(At(sequence).Since);
            Remove(sequence).Delivered((int)Math.Min(delivered, int.MaxValue));
        }

        Advance();
    }

    /// <summary>Gives up on all that came before a moment.</summary>
    /// <param name="isTooOld">Whether something came before that.</param>
    /// <param name="first">The lowest message number among them; 0 when there was no message.</param>
    /// <returns>How many those were.</returns>
    internal int Expire(Func<long, bool> isTooOld, out ulong first)
    {
        first = 0;
        var expired = 0;
        for (; _first < _next && (At(_first).IsSettled || isTooOld(At(_first).Since)); _first++)
        {
            if (At(_first).IsSettled)
                continue;
            first = LowerOf(first, At(_first).Message.Stamp.Number);
            Remove(_first).Failed(peer, UnreachableReason.TimedOut);
            expired++;
        }

        Advance();
        if (_first == _next && _ring.Length > 1024)
            _ring = new ForwardEntry[16]; // an idle link holds no large buffer
        return expired;
    }

    /// <summary>Gives up on everything.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="first">As of <see cref="Expire"/>.</param>
    /// <returns>How many messages those were.</returns>
    internal int Fail(UnreachableReason reason, out ulong first)
    {
        first = 0;
        var failed = 0;
        for (; _first < _next; _first++)
        {
            if (At(_first).IsSettled)
                continue;
            first = LowerOf(first, At(_first).Message.Stamp.Number);
            Remove(_first).Failed(peer, reason);
            failed++;
        }

        Advance();
        return failed;
    }

    private static ulong LowerOf(ulong first, ulong number) => number == 0 ? first : first == 0 ? number : Math.Min(first, number);

    private PendingDelivery Remove(ulong sequence)
    {
        ref var entry = ref At(sequence);
        var pending = entry.Pending;
        _bytes -= entry.Bytes;
        entry = default;
        return pending;
    }

    private void Advance()
    {
        while (_first < _next && At(_first).IsSettled)
            _first++;
        _unwritten = Math.Max(_unwritten, _first);
    }

    private void Grow()
    {
        var larger = new ForwardEntry[_ring.Length * 2];
        for (var s = _first; s < _next; s++)
            larger[s & (ulong)(larger.Length - 1)] = At(s);
        _ring = larger;
    }

    private ref ForwardEntry At(ulong sequence) => ref _ring[sequence & (ulong)(_ring.Length - 1)];
}
