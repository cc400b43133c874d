using System.Collections.Concurrent;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// A server that stops leaves its logs and the sessions of clients that are away to one other server, and ends its own sessions once that
/// one has all of it: so nothing is in fewer places than before, and no user leaves the lists in between.
/// <code>
/// Idle --Begin--> Seeking --(a linked peer)--> Sending --(all receipts)--> Done
///                    ^-------(no receipt in 2 s, or refused)--------+
/// </code>
/// </summary>
internal sealed class LogHandoff(MeshMessages messages)
{
    private const int MaxOutstanding = 4096;             // of the 65,536 that a link takes
    private const long MaxOutstandingBytes = 16L << 20;  // of its 64 MiB
    private const int MaxPieceBytes = 512 * 1024;         // and one session more; a link carries 1 MiB
    private const int KeysPerPiece = 1_000;              // some 30 KB
    private const int MaxRoomRounds = 4;
    private const long ReceiptWait = 2_000;              // a live peer answers within milliseconds; another may be tried within the drain

    private readonly Queue<(Task<DeliveryOutcome> Outcome, long Bytes, long Since, bool MayBeRefused)> _outstanding = [];
    private readonly ConcurrentQueue<UserName> _late = []; // users of whom more was accepted here since the handoff began
    private readonly SortedSet<string> _refused = new(StringComparer.Ordinal);
    private Queue<UserName> _users = [];
    private Queue<Ended>? _ended; // null: not yet written, since sessions may end until all users are
    private Queue<ReadOnlyMemory<byte>> _rooms = []; // what other servers lack in them
    private ulong _roomsUpTo; // the last number of this server when those were looked for
    private int _roomRounds;
    private NodeId? _successor;
    private long _outstandingBytes;
    private Action? _done;

    /// <summary>Who has taken everything.</summary>
    internal NodeId? Successor { get; private set; }

    private bool HasRoom => _outstanding.Count < MaxOutstanding && _outstandingBytes < MaxOutstandingBytes;

    /// <summary>It goes on with each <see cref="Tick"/>.</summary>
    internal void Begin(Action done) => Volatile.Write(ref _done, done);

    /// <summary>More of the user was accepted here: it goes too. Called under the user's lock.</summary>
    internal void OnLogged(UserName user) => _late.Enqueue(user);

    internal void Tick()
    {
        if (_done is null)
            return;
        if (_successor is { } successor && (!messages.IsLinked(successor) || !TakeReceipts()))
        {
            _refused.Add(successor.Value);
            _successor = null;
        }

        _successor ??= Seek();
        if (_successor is null)
            return;
        Send(_successor.Value);
        if (_users.Count > 0 || !_late.IsEmpty || _ended is not { Count: 0 } || _rooms.Count > 0 || _outstanding.Count > 0)
            return;
        if (TryWriteRooms(_successor.Value))
            return;
        var done = _done;
        _done = null;
        Successor = _successor;
        messages.EndSessions();
        done();
    }

    private NodeId? Seek()
    {
        var linked = messages.Peers.Where(messages.IsLinked).ToList();
        if (linked.TrueForAll(peer => _refused.Contains(peer.Value)))
            _refused.Clear(); // all have been tried: once more from the beginning
        foreach (var peer in linked)
        {
            if (_refused.Contains(peer.Value))
                continue;
            _users = new(messages.Streams.Users());
            _ended = null;
            _rooms.Clear();
            (_roomsUpTo, _roomRounds) = (0, 0);
            _outstanding.Clear();
            _outstandingBytes = 0;
            return peer;
        }

        return null;
    }

    /// <returns>False when the successor does not take what it is given.</returns>
    private bool TakeReceipts()
    {
        while (_outstanding.TryPeek(out var oldest))
        {
            if (!oldest.Outcome.IsCompleted)
                return messages.Now.Elapsed - oldest.Since < ReceiptWait;
            if (oldest.Outcome.Result.Delivered == 0 && !oldest.MayBeRefused)
                return false;
            _outstandingBytes -= _outstanding.Dequeue().Bytes;
        }

        return true;
    }

    private void Send(NodeId successor)
    {
        while (HasRoom && (_users.TryDequeue(out var user) || _late.TryDequeue(out user)))
            foreach (var piece in Write(user, successor))
                Send(successor, new() { HandoffPiece = piece });
        if (_users.Count > 0)
            return;
        _ended ??= WriteEnded();
        while (HasRoom && _ended.TryDequeue(out var ended))
            Send(successor, new() { Ended = ended });
        while (HasRoom && _rooms.TryDequeue(out var owed))
        {
            var pending = new PendingDelivery(0, 1);
            messages.RoomChannel.Send(successor, owed, pending);
            Await(pending, owed.Length, mayBeRefused: true); // it may not know that server, or not this message
        }
    }

    private void Send(NodeId successor, RecoveryMessage message)
    {
        var pending = new PendingDelivery(0, 1);
        messages.Recovery.Send(successor, message, pending);
        Await(pending, message.CalculateSize(), mayBeRefused: false);
    }

    private void Await(PendingDelivery pending, int bytes, bool mayBeRefused)
    {
        _outstanding.Enqueue((pending.Outcome, bytes, messages.Now.Elapsed, mayBeRefused));
        _outstandingBytes += bytes;
    }

    /// <summary>
    /// Once all else is there. What goes on to members that have moved away is owed too, for as long as anybody speaks: not for ever.
    /// </summary>
    /// <returns>False: no server lacks anything more.</returns>
    private bool TryWriteRooms(NodeId successor)
    {
        if (_roomRounds++ == MaxRoomRounds)
            return false;
        var last = messages.LastNumber;
        _rooms = messages.OwedInRooms(successor, beyond: _roomsUpTo);
        _roomsUpTo = last;
        return _rooms.Count > 0;
    }

    private static void Add(List<HandoffPiece> pieces, UserName user, HandedOffSession session)
    {
        if (pieces[^1].CalculateSize() + session.CalculateSize() > MaxPieceBytes)
            pieces.Add(new() { User = user.Value });
        pieces[^1].Sessions.Add(session);
    }

    private Queue<Ended> WriteEnded()
    {
        var now = messages.Now.Elapsed;
        var pieces = new Queue<Ended>();
        foreach (var chunk in messages.Sessions.Ended().Where(ended => ended.Until > now).Chunk(KeysPerPiece))
        {
            var piece = new Ended();
            piece.Keys.AddRange(chunk.Select(ended => new EndedKey { Key = ended.Key.Value, KnownForMs = (uint)(ended.Until - now) }));
            pieces.Enqueue(piece);
        }

        return pieces;
    }

    private List<HandoffPiece> Write(UserName user, NodeId successor)
    {
        if (!messages.Streams.TryEnter(user, out var entered))
            return [];
        using (entered)
        {
            var pieces = new List<HandoffPiece>();
            var everything = messages.Recovery.For(successor, entered.Stream, entered.Stream.Everything());
            foreach (var entries in EntryPieces.Of(everything, 0, 0))
            {
                var piece = new HandoffPiece
                {
                    User = user.Value,
                    LastNumber = entries.LastPiece ? everything.Last : 0,
                    LastAgeMs = entries.LastPiece && everything.Last > 0 ? (uint)everything.LastAge : 0,
                    Overflowed = entries.Overflowed,
                };
                piece.Inherited.AddRange(entries.Inherited);
                piece.Entries.AddRange(entries.Entries_);
                piece.KeyPlaces.AddRange(entries.KeyPlaces);
                pieces.Add(piece);
            }

            foreach (var session in entered.Stream.Sessions)
                if (session is { IsConnected: false, Key.IsNone: false })
                    Add(pieces, user, session.HandOff());
            return pieces;
        }
    }
}
