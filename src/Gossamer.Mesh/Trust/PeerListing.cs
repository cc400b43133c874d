using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// Whose server a peer is, for what it says in users' names: of those it lists. Lists travel beside messages, so a user also counts whom
/// the frame at hand names, who left lately, and, for a while, anybody: when a link has begun, whose list and old messages are under way,
/// and when more has changed than went into one frame. Used under the peer's lock.
/// </summary>
internal sealed class PeerListing
{
    private const int MaxLeft = 4096; // who left lately; beyond it the memory begins anew, and a late message of theirs is refused

    private readonly PeerReplica _replica;
    private readonly MeshContext _context;
    private readonly Dictionary<UserName, long> _left = [];
    private readonly TimeBudget _beginning;
    private readonly TimeBudget _partial;
    private HashSet<string>? _named; // by the frame at hand
    private Frame? _frame;
    private long _began;

    internal PeerListing(PeerReplica replica, MeshContext context)
    {
        (_replica, _context) = (replica, context);
        _beginning = new(context.Time, context.Options.ListingGrace);
        _partial = new(context.Time, context.Options.ListingGrace);
        replica.Left = OnLeft;
    }

    /// <summary>A link has begun.</summary>
    internal void Begin()
    {
        _began = _context.Time.GetTimestamp();
        _beginning.Run();
    }

    /// <summary>A frame is worked off from here on.</summary>
    internal void Enter(Frame frame)
    {
        (_frame, _named) = (frame, null);
        if (_context.Time.GetElapsedTime(_began) >= _context.Options.ListingGrace)
            _beginning.Stop();
    }

    /// <summary>The frame has been worked off.</summary>
    internal void Leave()
    {
        (_frame, _named) = (null, null);
        if (_replica.IsPartial)
            _partial.Run();
        else
            _partial.Stop();
    }

    internal bool Has(UserName user) =>
        _replica.Lists(user) || _beginning.IsLeft || _partial.IsLeft || LeftLately(user) || IsNamed(user);

    private bool LeftLately(UserName user) => _left.TryGetValue(user, out var at) && IsLately(at);

    private bool IsNamed(UserName user)
    {
        if (_frame is not { } frame || (frame.Changes is null && frame.Snapshot is null))
            return false;
        _named ??= [.. frame.Changes?.Users ?? [], .. frame.Snapshot?.Users ?? []];
        return _named.Contains(user.Value);
    }

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
            if (!IsLately(at))
                _left.Remove(user);
        if (_left.Count >= MaxLeft)
            _left.Clear();
    }
}
