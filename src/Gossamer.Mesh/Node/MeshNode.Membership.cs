using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <content>Which servers there are: see <see cref="IMembership"/>.</content>
public sealed partial class MeshNode
{
    private readonly OrderedLock _membership = new(LockRank.Membership);
    private bool _isStarted;
    private List<MeshPeer>? _named; // of the last list, while some of it is left out

    /// <summary>
    /// The other servers of the mesh, in the order in which they came: those of <see cref="MeshOptions.Peers"/> or, later, of
    /// <see cref="SetPeers"/>, and those that it names no more but that are still there. Servers of another system
    /// (<see cref="MeshPeer.IsLegacy"/>) are not among them: they take no node messages. A list that does not change: ask again for what
    /// there is later.
    /// </summary>
    public IReadOnlyList<NodeId> Peers =>
        [.. _context.Peers.All.Where(static peer => !peer.IsLegacy && (peer.IsMember || peer.IsThere)).Select(static peer => peer.Id)];

    /// <summary>Raised after a peer has come or has been forgotten. Handlers must be cheap and not throw.</summary>
    [SuppressMessage("Design", "MA0046", Justification = "A bare signal.")]
    public event Action? PeersChanged;

    /// <summary>Where a peer is reached, as membership said last.</summary>
    /// <param name="peer">The server.</param>
    /// <returns>Null: it is no peer.</returns>
    public Uri? AddressOf(NodeId peer) => _context.Peers.Find(peer)?.Outgoing.Address;

    /// <summary>
    /// Says which other servers there are, now. New ones are linked with, those that have moved are reached at their new address from the
    /// next attempt on. One that is not named any more stays linked as long as it is heard; when it is silent its users leave the lists as
    /// ever, no more links are opened to it, and once no client's offset can name it (a minute by the defaults) it is forgotten with its
    /// numbers and all that is kept for it. Named again before that it is as if it had been there all the time. May be called at any time,
    /// also before <see cref="Start"/>.
    /// </summary>
    /// <param name="peers">All of them. This server itself may be among them and is left out.</param>
    /// <returns>What is wrong with some, one sentence each; those are left out. Empty: nothing.</returns>
    public IReadOnlyList<string> SetPeers(IEnumerable<MeshPeer> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        List<string> faults = [];
        bool hasChanged;
        using (_membership.EnterScope())
        {
            if (Volatile.Read(ref _stopping) != 0)
                return [];
            hasChanged = Set([.. peers], faults);
        }

        foreach (var fault in faults)
            _context.Log.PeerLeftOut(fault);
        if (hasChanged)
            PeersChanged?.Invoke();
        return faults;
    }

    private bool Set(List<MeshPeer> named, List<string> faults)
    {
        var hasChanged = Apply(Check(named, faults));
        _named = faults.Count > 0 ? named : null;
        return hasChanged;
    }

    /// <summary>Those that are there, and those that are not forgotten yet, go before newcomers that cannot be told from them.</summary>
    private List<MeshPeer> Check(List<MeshPeer> peers, List<string> faults)
    {
        var rules = new PeerRules(Id);
        var named = peers.Select(static peer => peer.Id).ToHashSet();
        foreach (var peer in _context.Peers.All)
            if (!named.Contains(peer.Id))
                rules.Reserve(peer.Id);
        List<MeshPeer> good = [];
        foreach (var peer in peers.OrderBy(peer => _context.Peers.Find(peer.Id) is null))
        {
            if (peer.Id == Id)
                continue;
            var fault = rules.Add(peer);
            if (fault is null && !_context.Transport.Serves(peer))
                fault = $"no transport serves peer '{peer.Id}' at {peer.Address}";
            if (fault is null)
                good.Add(peer);
            else
                faults.Add(fault);
        }

        return good;
    }

    private bool Apply(List<MeshPeer> members)
    {
        List<Peer> added = [];
        var named = members.Select(static peer => peer.Id).ToHashSet();
        foreach (var member in members)
        {
            if (_context.Peers.Find(member.Id) is { } known)
                Keep(known, member);
            else
                added.Add(new(_context, member));
        }

        foreach (var peer in _context.Peers.All)
            if (peer.IsMember && !named.Contains(peer.Id))
                Leave(peer);
        if (added.Count > 0)
            Add(added);
        return added.Count > 0;
    }

    private void Keep(Peer known, MeshPeer member)
    {
        if (known.Outgoing.Address != member.Address)
        {
            _context.Log.PeerMoved(known.Id, member.Address);
            known.Outgoing.SetAddress(member);
        }

        if (!known.IsMember)
        {
            _context.Log.PeerBack(known.Id);
            known.SetMember(true);
        }
    }

    private void Leave(Peer peer)
    {
        _context.Log.PeerLeft(peer.Id);
        peer.SetMember(false);
    }

    private void Add(List<Peer> peers)
    {
        _context.Peers.Add(peers);
        foreach (var peer in peers)
        {
            if (_isStarted)
            {
                _context.Log.PeerAdded(peer.Id, peer.Outgoing.Address);
                peer.Outgoing.Start();
            }
        }
    }

    private void ForgetThoseThatLeft()
    {
        var forgotten = 0;
        using (_membership.EnterScope())
        {
            foreach (var peer in _context.Peers.All)
            {
                if (peer.IsMember || !peer.TryForget())
                    continue;
                Forget(peer);
                forgotten++;
            }

            if (forgotten > 0 && _named is { } named && Volatile.Read(ref _stopping) == 0)
                Set(named, []); // one that was left out may be told from the others now
        }

        if (forgotten > 0)
            PeersChanged?.Invoke();
    }

    private void Forget(Peer peer)
    {
        _context.Peers.Remove(peer);
        peer.Outgoing.Dispose();
        _messages.Forget(peer.Id);
        Directory.Forget(peer.Id);
        _context.Rooms.Table.Forget(peer.Id);
        _context.Log.PeerForgotten(peer.Id);
    }
}
