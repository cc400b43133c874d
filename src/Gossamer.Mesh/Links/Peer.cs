using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Mesh;

/// <summary>
/// What this server knows of one peer by listening to it:
/// <c>Gone -(hello)-> Linked -(lost)-> Missing -(grace over)-> Gone</c>; a hello leads back to Linked, a goodbye to Gone at once. Its
/// lock is taken by that peer's incoming link and the node's tick, never by the message path of other links.
/// </summary>
internal sealed partial class Peer
{
    private const long Never = long.MinValue;

    private readonly OrderedLock _gate = new(LockRank.Peer);
    private readonly MeshContext _context;
    private readonly NodeId _id;
    private readonly ReceivedWindow _received;
    private readonly PeerReplica _replica;
    private readonly PeerReplica _rooms;
    private readonly RoundTrip _roundTrip;
    private readonly PeerConduct _conduct;
    private readonly PeerListing _listing;
    private volatile IncomingLink? _incoming;
    private long _forwardsHad;
    private long _bytesHad;
    private long _lastHeard = Never; // of links that have ended
    private ulong _incarnation; // 0 when gone
    private uint _protocol = MeshProtocol.Oldest;
    private Origin _origin;
    private ReadOnlyMemory<byte> _lifeKey;
    private ulong _lastLink;
    private long? _missingSince;
    private long _unheardSince;
    private ReceiptUrgency _receiptUrgency;
    private SnapshotAsking _snapshotAsking;
    private SnapshotAsking _roomsAsking;
    private volatile bool _areRoomsKnown;

    internal Peer(MeshContext context, MeshPeer peer)
    {
        (_context, _id) = (context, peer.Id);
        _received = new(context.Options.MaxUnacknowledgedMessages);
        _replica = new(peer.Id, context.Directory, context.Options.MaxUsersPerPeer, context.Log);
        _rooms = new(peer.Id, context.Rooms.Table, context.Options.MaxRoomsPerPeer, NullLogger.Instance); // they come and go too often
        _roundTrip = new(context.Time);
        _conduct = new(peer.Id, context);
        _receiptUrgency = new(context.Options);
        _listing = new(peer.Id, _replica, context);
        Outgoing = new(context, peer, _received, _roundTrip);
        Life = peer.IsLegacy ? null : new(peer.Id, context.Time);
        Answers = new(context.Options);
        Pulls = new(Math.Min(context.Options.MaxPulledBytes, context.Options.MaxUnacknowledgedBytes / 2), context.Options.MaxSearches);
        _unheardSince = context.Time.GetTimestamp();
    }

    internal NodeId Id => _id;

    /// <summary>It numbers no messages and keeps none.</summary>
    internal bool IsLegacy => Life is null;

    /// <summary>As a source of messages; null for a server of another system.</summary>
    internal PeerLife? Life { get; }

    /// <summary>The answers that it has begun to give. Under the peer's lock.</summary>
    internal AnswerAssembly Answers { get; }

    /// <summary>What it has asked for.</summary>
    internal PullQueue Pulls { get; }

    /// <summary>In some life, that is not gone.</summary>
    internal bool IsThere => Volatile.Read(ref _incarnation) != 0;

    /// <summary>
    /// The version of the protocol that is spoken with the life of it that is there, in both directions; the oldest while none is.
    /// </summary>
    internal uint Protocol => Volatile.Read(ref _protocol);

    /// <inheritdoc cref="RoomDirectory.IsKnown"/>
    internal bool AreRoomsKnown => _areRoomsKnown;

    /// <inheritdoc cref="RoomDirectory.IsAwaited"/>
    internal bool AreRoomsAwaited => !_areRoomsKnown && !_hasTooManyRooms;

    /// <summary>What it sent that breaks a rule. Under the peer's lock.</summary>
    internal PeerConduct Conduct => _conduct;

    /// <summary>Whose server it is. Under the peer's lock.</summary>
    internal PeerListing Listing => _listing;

    /// <summary>What it has left here.</summary>
    internal InheritedRoom Inherited { get; } = new(HandedOffRules.MaxBytesPerPeer);

    internal OutgoingLink Outgoing { get; }

    internal LinkStatus Status
    {
        get
        {
            var counts = Outgoing.Counts;
            return new(
                _id, Outgoing.State, _incoming is null ? LinkState.Down : LinkState.Up, new(Volatile.Read(ref _incarnation)),
                Outgoing.Unacknowledged, Outgoing.LastClose)
            {
                Protocol = IsThere && !IsLegacy ? (int)Protocol : null,
                RoundTrip = _roundTrip.Last,
                Forwarded = Outgoing.Forwarded,
                Received = Volatile.Read(ref _forwardsHad),
                ReceivedBytes = Volatile.Read(ref _bytesHad),
                SinceHeard = SinceHeard,
                IsMember = IsMember,
                UnacknowledgedBytes = counts.Bytes,
                Resent = counts.Resent,
                Receipts = counts.Receipts,
                PresenceLag = PresenceLag,
            };
        }
    }

    private TimeSpan? SinceHeard
    {
        get
        {
            var last = _incoming?.LastHeard ?? Volatile.Read(ref _lastHeard);
            return last == Never ? null : _context.Time.GetElapsedTime(last);
        }
    }

    /// <summary>A frame has come.</summary>
    internal void Count(int bytes) => Interlocked.Add(ref _bytesHad, bytes);

    /// <summary>The peer says hello on a new link.</summary>
    /// <returns>Why it is refused, or nothing.</returns>
    internal LinkClose? Greet(IncomingLink link)
    {
        IncomingLink? old;
        using (_gate.EnterScope())
        {
            if (_isForgotten)
                return HelloRules.Unknown(_id, _context.Self);
            if (Unwelcome(link) is { } reason)
                return reason;

            old = _incoming;
            if (link.Incarnation.Value != _incarnation)
                _lastLink = 0;
            _lastLink = link.Number;
            (_incarnation, _lifeKey) = (link.Incarnation.Value, link.LifeKey);
            Volatile.Write(ref _protocol, link.Protocol);
            _origin = Origin.Of(_id, link.Incarnation);
            _incoming = link;
            _listing.Begin();
            _roundTrip.Reset();
            _received.Begin(link.Incarnation);
            if (_replica.Synced)
                _missingSince = _context.Time.GetTimestamp(); // until the snapshot is there
            _replica.Desync();
            NoteSync();
            DesyncRooms();
            ApplyMembership();
            Outgoing.PeerLives(new(link.Incarnation, link.Number), link.Protocol);
            _context.Messages.OnHello(_id, link.Incarnation, link.LastNumber);
        }

        _context.Log.PeerHeard(_id, link.Incarnation, link.Number, link.Protocol);
        _context.Metrics.LinkUp(_id, isOutgoing: false);
        old?.End(new(LinkCloseCode.Replaced));
        return null;
    }

    /// <summary>The link has ended.</summary>
    internal void Lost(IncomingLink link, LinkClose reason)
    {
        using (_gate.EnterScope())
        {
            if (_incoming != link)
                return;
            Volatile.Write(ref _lastHeard, link.LastHeard);
            _incoming = null;
            _roundTrip.Reset();
            _replica.Desync();
            NoteSync();
            DesyncRooms();
            _unheardSince = _context.Time.GetTimestamp();
            _missingSince ??= _unheardSince;
            Outgoing.PeerUnheard();
            _context.Messages.OnLost(_id);
            _context.Log.PeerLost(_id, reason, _replica.Users);
            _context.Metrics.LinkDown(_id, isOutgoing: false, reason.Code);
        }

        CheckGrace();
    }

    internal void Tick()
    {
        Outgoing.Tick();
        if (_received.HasUnsent)
            Outgoing.SendReceipts();
        WantSnapshotIfDue();
        using (_gate.EnterScope())
            _conduct.Tell();
        if (_incoming is not { } link)
        {
            Outgoing.RenewIfUnheard(Volatile.Read(ref _unheardSince));
        }
        else if (_context.Time.GetElapsedTime(link.LastHeard) > _context.Options.HeartbeatTimeout)
        {
            link.End(new(LinkCloseCode.HeartbeatTimeout));
            Outgoing.Renew(new(LinkCloseCode.HeartbeatTimeout)); // a peer that is dead takes nothing either, though TCP may not know yet
        }

        CheckGrace();
    }

    internal void Stop() => _incoming?.End(new(LinkCloseCode.Stopping));

    private LinkClose? Unwelcome(IncomingLink link)
    {
        var known = new Incarnation(_incarnation);
        if (known == Incarnation.None)
            return null;
        var isSameLife = link.Incarnation == known && CryptographicOperations.FixedTimeEquals(link.LifeKey.Span, _lifeKey.Span);
        if (isSameLife)
            return link.Number > _lastLink ? null : new(LinkCloseCode.Replaced, "an older link");
        if (_incoming is null && link.Incarnation.Value > known.Value)
            return null;

        // Which life is linked here the other side is not told: whoever came with its number could take its place.
        _context.Log.LifeRefused(_id, link.Incarnation, known);
        return _incoming is null
            ? new(LinkCloseCode.StaleIncarnation, $"'{_id}' was here in a later life")
            : new(LinkCloseCode.DuplicateId, $"'{_id}' is linked in another life");
    }

    private void CheckGrace()
    {
        using (_gate.EnterScope())
        {
            if (_incoming is null && _missingSince is { } since && _context.Time.GetElapsedTime(since) >= _context.Options.Grace)
                Gone("silent for longer than the grace", isGoodbye: false);
        }

        NotifyNames();
    }

    private void Gone(string why, bool isGoodbye)
    {
        _incarnation = 0;
        Volatile.Write(ref _protocol, MeshProtocol.Oldest);
        _missingSince = null;
        _listing.KeepList();
        var users = _replica.Clear();
        NoteSync();
        _areRoomsKnown = false;
        _rooms.Clear();
        _context.Log.PeerGone(_id, why, users);
        Outgoing.PeerGone();
        ApplyMembership();
        _context.Messages.OnGone(_id, isGoodbye);
    }

    /// <summary>What its rooms are is unknown until it has told them anew; until then it is told everything.</summary>
    private void DesyncRooms()
    {
        _hasTooManyRooms = false;
        _areRoomsKnown = false;
        _rooms.Desync();
        _context.Messages.OnRoomsUnknown(_id, _roundTrip.NumberHeard);
    }

    private void NotifyNames()
    {
        bool changed;
        using (_gate.EnterScope())
            changed = _replica.TakeNamesChanged();
        if (changed)
            _context.Directory.Notify();
    }
}
