using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// Whose server a peer is, for what it says in users' names: of those it lists. Lists travel beside messages, so a user also counts whom
/// the frame at hand puts on the list, who left lately, and, for a while, anybody: when a link has begun, whose list and old messages are
/// under way, and when more has changed than went into one frame. Used under the peer's lock.
/// </summary>
internal sealed class PeerListing
{
    private const int MaxLeft = 4096; // who left lately; beyond it the memory begins anew, and a late message of theirs is refused
    private const int MaxLists = 4;   // from before lists that replaced them; they share what did not change

    private readonly NodeId _peer;
    private readonly PeerReplica _replica;
    private readonly MeshContext _context;
    private readonly Dictionary<UserName, long> _left = [];
    private readonly Queue<(UserSnapshot All, long At)> _former = [];
    private readonly TimeBudget _anybody;
    private HashSet<string>? _named; // by the frame at hand
    private Frame? _frame;
    private long _began;
    private bool _isBeginning;

    internal PeerListing(NodeId peer, PeerReplica replica, MeshContext context)
    {
        (_peer, _replica, _context) = (peer, replica, context);
        _anybody = new(context.Time, context.Options.ListingGrace);
        replica.Left = OnLeft;
    }

    /// <summary>A link has begun.</summary>
    internal void Begin()
    {
        (_began, _isBeginning) = (_context.Time.GetTimestamp(), true);
        _anybody.Run();
    }

    /// <summary>A frame is worked off from here on.</summary>
    internal void Enter(Frame frame)
    {
        (_frame, _named) = (frame, null);
        if (frame.Snapshot is { Last: true })
            KeepList();
        RunOrStop();
    }

    /// <summary>The list is about to go, or to be replaced.</summary>
    internal void KeepList()
    {
        if (_former.Count == MaxLists)
            _former.Dequeue();
        _former.Enqueue((_context.Directory.Current, _context.Time.GetTimestamp()));
    }

    /// <summary>The frame has been worked off.</summary>
    internal void Leave()
    {
        (_frame, _named) = (null, null);
        RunOrStop();
    }

    internal bool Has(UserName user) =>
        _replica.Lists(user) || _anybody.IsLeft || LeftLately(user) || IsNamed(user);

    /// <summary>
    /// Or the peer listed the user within the retention: what was sent to a room then may come now, where the peer was out of reach.
    /// </summary>
    internal bool HadLately(UserName user) => Has(user) || (_left.TryGetValue(user, out var at) && IsRetained(at))
        || _former.Any(former => IsRetained(former.At) && former.All.Find(user).ConnectionsAt(_peer) > 0);

    /// <summary>
    /// Messages from before the link come within half the time (<see cref="MeshOptions.ListingGrace"/>): the rest is left for lists.
    /// </summary>
    private void RunOrStop()
    {
        _isBeginning &= _context.Time.GetElapsedTime(_began) < _context.Options.ListingGrace / 2;
        if (_isBeginning || _replica.IsPartial)
            _anybody.Run();
        else
            _anybody.Stop();
    }

    private bool LeftLately(UserName user) => _left.TryGetValue(user, out var at) && IsLately(at);

    private bool IsNamed(UserName user)
    {
        if (_frame is not { } frame || (frame.Changes is null && frame.Snapshot is null))
            return false;
        _named ??= _replica.ListedBy(frame);
        return _named.Contains(user.Value);
    }

    private bool IsRetained(long moment) =>
        _context.Time.GetElapsedTime(moment).TotalMilliseconds < _context.Messages.Times.Retention;

    private bool IsLately(long moment) => _context.Time.GetElapsedTime(moment) < _context.Options.ListingGrace;

    private void OnLeft(UserName user)
    {
        if (_left.Count >= MaxLeft)
            Forget();
        _left[user] = _context.Time.GetTimestamp();
    }

    private void Forget()
    {
        foreach (var (user, at) in _left)
            if (!IsRetained(at))
                _left.Remove(user);
        if (_left.Count >= MaxLeft)
            _left.Clear();
    }
}
