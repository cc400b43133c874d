using System.Security.Cryptography;
using Google.Protobuf;

namespace Gossamer.Mesh;

/// <summary>
/// The link on which this server tells one peer what it has to tell, through all its attempts and re-makings:
/// <c>Down -(retry)-> Connecting -(opened)-> Open -(the peer hears it)-> Up</c>, and from each of these back to Down. Its lock is
/// this link's alone; nothing waits under it.
/// </summary>
internal sealed partial class OutgoingLink : IDisposable
{
    private readonly OrderedLock _gate = new(LockRank.Link);
    private readonly MeshContext _context;
    private MeshPeer _peer;
    private readonly ReceivedWindow _received;
    private readonly PresenceFeed _feed;
    private readonly PresenceFeed _rooms;
    private readonly ForwardQueue _queue;
    private readonly Backoff _backoff;
    private readonly RoundTrip _roundTrip;
    private readonly ITimer _retry;
    // Nobody else can open links in the name of this life, though it may know the incarnation.
    private readonly ByteString _lifeKey = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(HelloRules.LifeKeyBytes));
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LinkAttempt? _attempt;
    private volatile HeardState _heard = HeardState.Nothing;
    private volatile LinkState _state;
    private long _forwarded;
    private ulong _number;
    private Incarnation _heardLife; // the latest of the peer: the queue's messages are meant for it
    private uint _protocol = MeshProtocol.Oldest; // spoken with that life
    private LinkClose _lastClose;
    private bool _snapshotWanted;
    private bool _roomsWanted;
    private bool _isStarted;
    private bool _running;
    private bool _stopping;

    internal OutgoingLink(MeshContext context, MeshPeer peer, ReceivedWindow received, RoundTrip roundTrip)
    {
        var options = context.Options;
        (_context, _peer, _received, _roundTrip) = (context, peer, received, roundTrip);
        _feed = new(context.Presence, options.SnapshotChunkUsers, Wake);
        _rooms = new(context.Rooms.Presence, options.SnapshotChunkUsers, Wake);
        _queue = new(peer.Id, options.MaxUnacknowledgedMessages, options.MaxUnacknowledgedBytes, OnReceipt);
        _backoff = new(options.RetryMin, options.RetryMax, context.Jitter);
        _retry = context.Time.CreateTimer(
            static link => ((OutgoingLink)link!).Retry(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        context.Presence.Feed(_feed);
        context.Rooms.Presence.Feed(_rooms);
    }

    internal LinkState State => _state;

    /// <summary>Where the peer is reached.</summary>
    internal Uri Address => Volatile.Read(ref _peer).Address;

    /// <summary>How many messages went to the peer, node messages not counted.</summary>
    internal long Forwarded => Volatile.Read(ref _forwarded);

    internal LinkClose LastClose
    {
        get
        {
            using (_gate.EnterScope())
                return _lastClose;
        }
    }

    internal int Unacknowledged
    {
        get
        {
            using (_gate.EnterScope())
                return _queue.Count;
        }
    }

    /// <summary>The lowest message number that awaits its receipt; 0: none does.</summary>
    internal ulong FirstUnacknowledged
    {
        get
        {
            using (_gate.EnterScope())
                return _queue.LowestNumber();
        }
    }

    /// <summary>What the queue has come to, for who watches.</summary>
    internal (long Bytes, long Resent, long Receipts) Counts
    {
        get
        {
            using (_gate.EnterScope())
                return (_queue.Bytes, _queue.Resent, _queue.Receipts);
        }
    }

    /// <summary>Done when the link has said goodbye and ended after <see cref="Stop"/>.</summary>
    internal Task Stopped => _stopped.Task;

    internal void Start()
    {
        using (_gate.EnterScope())
        {
            _running = _isStarted = true;
            Dial();
        }
    }

    /// <summary>
    /// Whether links are to be opened at all; they are from the beginning. One that is open stays, and is not followed by another.
    /// </summary>
    internal void SetWanted(bool isWanted)
    {
        using (_gate.EnterScope())
        {
            if (!_isStarted || _stopping || _running == isWanted)
                return;
            _running = isWanted;
            if (isWanted && _state == LinkState.Down)
                Dial();
            else if (!isWanted && _state == LinkState.Connecting && _attempt is { } attempt)
                End(attempt, new(LinkCloseCode.Left));
        }
    }

    /// <summary>Where the peer is reached from the next attempt on.</summary>
    internal void SetAddress(MeshPeer peer)
    {
        using (_gate.EnterScope())
        {
            if (_peer.Address == peer.Address)
                return;
            _peer = peer;
            _backoff.Reset();
            if (_running && _state == LinkState.Down)
                Dial();
            else if (_state == LinkState.Connecting && _attempt is { } attempt)
                End(attempt, new(LinkCloseCode.Moved));
        }
    }

    /// <summary>Says what waits, then goodbye, and opens no further link.</summary>
    internal void Stop()
    {
        using (_gate.EnterScope())
        {
            (_running, _stopping) = (false, true);
            if (_state is LinkState.Open or LinkState.Up)
            {
                Wake();
                return;
            }

            _attempt?.Channel.Close(new(LinkCloseCode.Stopping));
            SetDown(new(LinkCloseCode.Stopping));
        }
    }

    /// <summary>The peer is evidently there: no need to wait for the next attempt.</summary>
    internal void Nudge()
    {
        using (_gate.EnterScope())
        {
            _backoff.Reset();
            if (_running && _state == LinkState.Down)
                Dial();
        }
    }

    /// <summary>Ends the link, if there is one, and begins anew.</summary>
    internal void Renew(LinkClose reason)
    {
        using (_gate.EnterScope())
        {
            if (_attempt is { } attempt && _state is LinkState.Open or LinkState.Up)
                End(attempt, reason);
        }
    }

    /// <summary>
    /// The peer has not been linked here since a moment. If that is long ago, and this link is no younger, both links may have
    /// died at their listeners' ends alone: then no heartbeat will ever tell so, at either end. The new link is dialled at once:
    /// should the peer take this link after all and only fail to open its own, its users see no flicker.
    /// </summary>
    internal void RenewIfUnheard(long since)
    {
        using (_gate.EnterScope())
        {
            if (!_running || _attempt is not { } attempt || _state is not (LinkState.Open or LinkState.Up))
                return;
            var timeout = _context.Options.HeartbeatTimeout;
            if (_context.Time.GetElapsedTime(since) <= timeout || _context.Time.GetElapsedTime(attempt.Since) <= timeout)
                return;
            End(attempt, new(LinkCloseCode.HeartbeatTimeout, "the peer opens no link"));
            Dial();
        }
    }

    internal void Opened(LinkAttempt attempt)
    {
        using (_gate.EnterScope())
        {
            if (attempt != _attempt || _state != LinkState.Connecting)
                return;
            attempt.Since = _context.Time.GetTimestamp();
            _state = LinkState.Open;
            _feed.Restart();
            _rooms.Restart();
            _queue.Rewind();
            _received.Resend();
        }

        _context.Log.LinkOpened(_peer.Id, attempt.Number);
        Wake();
    }

    /// <summary>The transport says that the link has ended.</summary>
    internal void Down(LinkAttempt attempt, LinkClose reason)
    {
        using (_gate.EnterScope())
        {
            if (attempt == _attempt)
                SetDown(reason);
        }
    }

    public void Dispose()
    {
        using (_gate.EnterScope())
        {
            (_running, _stopping) = (false, true);
            if (_attempt is { } attempt)
                End(attempt, new(LinkCloseCode.Stopping));
            _queue.Fail(UnreachableReason.Stopping, out _);
        }

        _retry.Dispose();
        _context.Presence.Unfeed(_feed);
        _context.Rooms.Presence.Unfeed(_rooms);
        _stopped.TrySetResult();
    }

    private void Wake() => _attempt?.Channel.Wake();

    private void Retry()
    {
        using (_gate.EnterScope())
        {
            if (_running && _state == LinkState.Down)
                Dial();
        }
    }

    private void Dial()
    {
        _context.Log.LinkAttempt(_peer.Id, _peer.Address);
        var attempt = new LinkAttempt(this, ++_number, _context.Time.GetTimestamp());
        _state = LinkState.Connecting;
        attempt.Channel = _context.Transport.Open(_peer, attempt);
        _attempt = attempt;
    }

    private void End(LinkAttempt attempt, LinkClose reason)
    {
        attempt.Channel.Close(reason);
        SetDown(reason);
    }

    private void SetDown(LinkClose reason)
    {
        _context.Metrics.LinkDown(_peer.Id, isOutgoing: true, reason.Code);
        _attempt = null;
        _state = LinkState.Down;
        _lastClose = reason;
        _feed.Stop();
        _rooms.Stop();
        if (!_running)
        {
            _context.Log.LinkEnded(_peer.Id, reason);
            if (_stopping)
                _stopped.TrySetResult();
            return;
        }

        var delay = _backoff.Next();
        _retry.Change(delay, Timeout.InfiniteTimeSpan);
        if (reason.IsRefusal)
            _context.Log.LinkRefusedByPeer(_peer.Id, reason, delay.TotalMilliseconds);
        else
            _context.Log.LinkDown(_peer.Id, reason, delay.TotalMilliseconds);
    }
}
