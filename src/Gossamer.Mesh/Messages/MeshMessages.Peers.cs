namespace Gossamer.Mesh;

/// <content>What becomes of other servers. Called under the peer's lock.</content>
internal sealed partial class MeshMessages
{
    private const int MaxQueuedForPush = 1_000; // a peer that takes slowly gets no more on top
    private const long PushInterval = 1_000;    // ms: a push looks at all users of the peer

    private long _nextPush;

    /// <inheritdoc cref="MeshNode.PeerLinked"/>
    internal Action<NodeId>? PeerLinked { get; set; }

    /// <summary>The peer has said hello.</summary>
    internal void OnHello(NodeId peer, Incarnation incarnation, ulong lastNumber)
    {
        if (Lives.Find(peer) is not { } life)
            return;
        var origin = Origin.Of(peer, incarnation);
        var (before, isFirstLife) = (life.Origin, life.Origin.IsNone);
        if (life.Greet(origin, lastNumber, LastNumber))
        {
            OnLogLeft(life, before);
            Recovery.OnNewLife(peer);
            _streams.ForEach(stream =>
            {
                foreach (var session in stream.Sessions)
                    session.OnFirstHeard(origin, life.LastNumber);
            });
            if (isFirstLife)
                ForEachWatched((peer, origin), static (session, life) => session.OnFirstLife(life.peer, life.origin));
            else
                ForEachWatched(peer, static (session, peer) => session.OnNewLife(peer));
            Recovery.OnLinked(peer);
            PeerLinked?.Invoke(peer);
            return;
        }

        OnLinked(peer);
    }

    /// <summary>A link with the peer is new, in one direction.</summary>
    internal void OnLinked(NodeId peer)
    {
        ForEachWatched(peer, static (session, peer) => session.OnLinked(peer));
        Recovery.OnLinked(peer);
        PeerLinked?.Invoke(peer);
    }

    internal void OnHeartbeat(NodeId peer, ulong lastNumber) => Lives.Find(peer)?.Hear(lastNumber);

    /// <summary>The peer has named a number of its own.</summary>
    internal void OnNumber(NodeId peer, ulong number) => Lives.Find(peer)?.OnNumber(number);

    internal void OnLost(NodeId peer) => Lives.Find(peer)?.Lose(LastNumber);

    /// <summary>The peer's users have left the directory.</summary>
    internal void OnGone(NodeId peer, bool isGoodbye)
    {
        if (Lives.Find(peer) is not { } life)
            return;
        life.Go(isGoodbye);
        OnLogLeft(life, life.Origin);
        Recovery.OnGone(peer);
        if (isGoodbye)
            ForEachWatched(peer, static (session, peer) => session.OnGoodbye(peer));
    }

    /// <summary>
    /// The peer's list of users is whole. Behind a cut it may have missed messages for them, and no later message would show the gap: they
    /// go now.
    /// </summary>
    internal void OnSnapshot(NodeId peer, IEnumerable<UserName> users)
    {
        if (Lives.Find(peer) is { } life && life.TryTakeMissed(out var after) && after < LastNumber)
            foreach (var user in users)
                PushMissed(peer, user, after);
    }

    /// <summary>A message that was forwarded to the peer was given up; 0: none.</summary>
    internal void OnGivenUp(NodeId peer, ulong number)
    {
        if (number > 0)
            Lives.Find(peer)?.GiveUp(number);
    }

    /// <summary>
    /// Resends the forwards that expired, as soon as the link is up, after outages that bring no new snapshot: a cut in one direction, a
    /// cut shorter than the grace period, a pause of this process.
    /// </summary>
    private void PushGivenUp()
    {
        if (Now.Elapsed < _nextPush)
            return;
        foreach (var peer in Peers)
        {
            if (Lives.Find(peer) is not { IsLinked: true, AwaitsSnapshot: false, HasGivenUp: true } life
                || LinkTo(peer) is not { State: LinkState.Up, Unacknowledged: < MaxQueuedForPush } || !life.TryTakeGivenUp(out var after))
                continue;
            _nextPush = Now.Elapsed + PushInterval;
            for (var walk = _context.Directory.Current.Walk(); walk.MoveNext();)
                if (walk.Locations.ConnectionsAt(peer) > 0 && UserName.TryTakeExact(walk.Name.ToString(), out var user))
                    PushMissed(peer, user, after);
        }
    }

    private void PushMissed(NodeId peer, UserName user, ulong after)
    {
        if (!_streams.TryEnter(user, out var entered))
            return;
        using (entered)
            if (entered.Stream.LastNumber > after)
                Recovery.PushMissed(peer, entered.Stream, after);
    }

    /// <summary>What a peer accepted while it could not reach this server.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="user">For whom.</param>
    /// <param name="entries">What it still has of that.</param>
    /// <param name="life">Which life of it.</param>
    /// <param name="last">The number of the last of them; 0: more follows.</param>
    internal void OnMissed(NodeId peer, UserName user, IEnumerable<StreamEntry> entries, Origin life, ulong last)
    {
        using var entered = _streams.Enter(user);
        foreach (var entry in entries)
        {
            entered.Stream.Keep(entry);
            entered.Stream.Deliver(entry);
        }

        OnLastOf(entered.Stream, peer, life, last);
    }

    /// <summary>
    /// A forwarded message was not taken, though its server may have given it that number: the sessions that lack it ask that server, which
    /// answers for its log.
    /// </summary>
    internal void OnRefused(NodeId peer, Origin life, Envelope message)
    {
        if (message.Stamp.Number == 0)
            return; // of the old system
        OnNumber(peer, message.Stamp.Number);
        OnLastOf(message.From, peer, life, message.Stamp.Number);
        if (message.To != message.From)
            OnLastOf(message.To, peer, life, message.Stamp.Number);
    }

    private void OnLastOf(UserName user, NodeId peer, Origin life, ulong last)
    {
        if (!_streams.TryEnter(user, out var entered))
            return;
        using (entered)
            OnLastOf(entered.Stream, peer, life, last);
    }

    private static void OnLastOf(UserStream stream, NodeId peer, Origin life, ulong last)
    {
        foreach (var session in stream.Sessions)
            session.OnLastOf(life, peer, last);
    }

    /// <summary>The peer is none any more.</summary>
    internal void Forget(NodeId peer) => Rooms.ForEach(room => room.Forget(peer));

    /// <summary>Null: it is no peer any more.</summary>
    private OutgoingLink? LinkTo(NodeId peer) => _context.Peers.Find(peer)?.Outgoing;

    private void ForEachWatched<TState>(TState state, Action<Session, TState> action)
    {
        foreach (var session in _sessions.Watched())
            Do(session, state, action);
    }
}
