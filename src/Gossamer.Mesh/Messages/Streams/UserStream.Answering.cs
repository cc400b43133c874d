namespace Gossamer.Mesh;

/// <content>Other servers pull what is here beyond a client's position, and get what comes next.</content>
internal sealed partial class UserStream
{
    private readonly List<PullHolder> _holders = [];

    /// <summary>The client of that key is back somewhere, with that position: a session of it here is superseded.</summary>
    /// <returns>For how long the client may have missed messages, if that is known here.</returns>
    internal Vouch Supersede(SessionKey key, Position position, bool takesOver, NodeId? by = null)
    {
        if (key.IsNone)
            return default;
        var vouch = environment.FindEnded(key);
        foreach (var session in _sessions)
        {
            if (session.Key != key)
                continue;
            vouch = vouch.Or(session.VouchFor(position));
            if (takesOver)
                session.OnSuperseded(by);
        }

        return vouch;
    }

    /// <summary>A peer asks for what is here beyond a position: it gets that later, and what comes next from now on.</summary>
    internal Vouch OnPulled(NodeId peer, in PullRequest request)
    {
        AddHolder(peer);
        var vouch = default(Vouch);
        foreach (var key in request.SessionKeys)
            vouch = vouch.Or(Supersede(key, request.Position, request.TakesOver, peer));
        return vouch;
    }

    internal PullAnswer Answer(NodeId peer, in PullRequest request, Vouch vouch)
    {
        AddHolder(peer);
        return Answer(request, vouch);
    }

    private PullAnswer Answer(in PullRequest request, Vouch vouch)
    {
        var entries = new List<StreamEntry>();
        var keys = new List<KeyPlace>();
        var filter = new PullFilter(request, vouch.IsKnown, environment);
        _log.CopyTo(entries, OldestKept, filter, static (in entry, f) => f.Takes(entry));
        _keys?.CopyTo(keys);
        _sentKeys?.CopyTo(keys);
        return new(environment.Self, LastNumber, vouch, entries, keys)
        {
            HasOverflowed = HasOverflowed,
            DroppedCopies = IsRecent(_overflowedAt) ? _droppedCopies : 0,
            LastAge = Now.Elapsed - _lastAt,
            InheritedLasts = [.. InheritedLasts()],
        };
    }

    /// <summary>What is here for a session of this server.</summary>
    internal PullAnswer OwnAnswer(Session session) =>
        Answer(new(session.Position, session.Start.Offset?.Writer ?? default, []), session.VouchHere);

    /// <summary>All that is here, for a server that takes over from this one.</summary>
    internal PullAnswer Everything() =>
        Answer(new(new(), default, []) { IsEverything = true }, default);

    /// <summary>This server's own messages after a number, for a server that may have missed them.</summary>
    internal List<StreamEntry> OwnAfter(ulong number)
    {
        var entries = new List<StreamEntry>();
        _log.CopyTo(entries, OldestKept, (environment.Self, number), static (in entry, state) =>
            entry.Origin == state.Self && entry.Number > state.number && !entry.IsForThisServerOnly);
        return entries;
    }

    private IEnumerable<InheritedLast> InheritedLasts() => (_inherited ?? [])
        .Where(last => Now.Elapsed < last.Until)
        .Select(last => new InheritedLast(last.Life, last.Number, environment.Times.History - (last.Until - Now.Elapsed)));

    /// <summary>The peer gets the user's messages from now on, though its presence may not say so yet.</summary>
    private void AddHolder(NodeId peer)
    {
        _holders.RemoveAll(holder => holder.Node == peer);
        _holders.Add(new(peer, Now.Elapsed + environment.Times.PullHolder));
    }

    /// <summary>The servers that pulled the stream lately and are still there.</summary>
    internal void AddHoldersTo(List<NodeId> nodes)
    {
        foreach (var holder in _holders)
            if (Now.Elapsed < holder.Until && !environment.IsGone(holder.Node) && !nodes.Contains(holder.Node))
                nodes.Add(holder.Node);
    }

    private readonly record struct PullHolder(NodeId Node, long Until);

    /// <summary>Which of a stream's entries answer a pull.</summary>
    private readonly struct PullFilter(PullRequest request, bool wasHere, IMessageEnvironment environment)
    {
        internal bool Takes(in StreamEntry entry) =>
            entry.Number > request.Position.NumberOf(entry.Origin)
            && (!entry.IsForThisServerOnly || request.IsEverything || IsCopyForIt(entry));

        /// <summary>
        /// Copies are for clients that come from the server that numbered them, or were left to the one that inherited its log: nobody else
        /// has all of them, and a part would have a position pass over the rest.
        /// </summary>
        private bool IsCopyForIt(in StreamEntry entry)
        {
            if (entry.Room == 0)
                return request.Writer == entry.Origin; // of a server of the old system
            var isComplete = entry.Origin == environment.Self.Copies || environment.HasInheritedCopies(entry.Origin);
            return isComplete && (wasHere || request.Writer.Copies == entry.Origin || request.Position.IndexOf(entry.Origin) >= 0);
        }
    }
}
