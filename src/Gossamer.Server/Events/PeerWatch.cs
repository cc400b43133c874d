using Gossamer.Mesh;

namespace Gossamer.Server.Events;

/// <summary>
/// Looks once a second, and at each new link, which peers there are, and in which life.
/// </summary>
internal sealed class PeerWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly MeshNode _node;
    private readonly EventLog _log;
    private readonly Dictionary<NodeId, Incarnation> _known = []; // with the last life that was heard
    private readonly ITimer _timer;
    private int _isLooking;

    public PeerWatch(MeshNode node, EventLog log, TimeProvider time)
    {
        (_node, _log) = (node, log);
        foreach (var link in node.Links)
            _known.Add(link.Peer, link.Incarnation);
        node.PeerLinked += OnLinked;
        _timer = time.CreateTimer(static watch => ((PeerWatch)watch!).Look(), this, Interval, Interval);
    }

    public void Dispose()
    {
        _node.PeerLinked -= OnLinked;
        _timer.Dispose();
    }

    /// <summary>Its life may be over within the second.</summary>
    private void OnLinked(NodeId peer) => Look();

    private void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) != 0)
            return; // the one before is late
        var links = _node.Links;
        foreach (var link in links)
            Compare(link);
        foreach (var peer in _known.Keys.Except(links.Select(static link => link.Peer)).ToList())
        {
            _known.Remove(peer);
            _log.Add(new(ServerEventKind.ServerLeft, peer.Value));
        }

        Volatile.Write(ref _isLooking, 0);
    }

    private void Compare(LinkStatus link)
    {
        if (!_known.TryGetValue(link.Peer, out var before))
            _log.Add(new(ServerEventKind.ServerKnown, link.Peer.Value));
        else if (link.Incarnation != Incarnation.None && before != Incarnation.None && before != link.Incarnation)
            _log.Add(new(ServerEventKind.ServerRestarted, link.Peer.Value));
        _known[link.Peer] = link.Incarnation == Incarnation.None ? before : link.Incarnation;
    }
}
