using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// Finds the session that a client comes from, at whichever server, in one round trip: by the session's key or, for clients that name the
/// last message they saw, by that. By key it ends with the first server that knows it; otherwise when all that are awaited have answered,
/// or after the resume wait.
/// </summary>
internal sealed class Locator(MeshMessages messages)
{
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly SortedDictionary<ulong, Search> _searches = [];
    private ulong _last;

    /// <param name="locate">What to look for.</param>
    /// <param name="done">
    /// Called once, from any thread, with what was found; under no lock of this class, but perhaps under a peer's.
    /// </param>
    internal void Begin(Locate locate, Action<LocatedSession?> done)
    {
        var here = Here(locate);
        var search = new Search(locate, done, messages.Now.Elapsed);
        if (here.Known)
            search.Found.Add(here);
        if (!TryAdd(search))
        {
            done(null); // the bound: the client begins anew, and still gets what it missed by its offset
            return;
        }

        if (!here.Known || !search.IsByKey)
            foreach (var peer in messages.Peers)
                messages.Recovery.Send(peer, new() { Locate = locate });
        EndIfDone(search);
    }

    /// <summary>What this server knows.</summary>
    internal Located Here(Locate locate)
    {
        if (locate.Key.Length > 0)
            return messages.Sessions.Find(new(locate.Key)) is [.. _, var session] ? Describe(session, "") : new();
        if (!UserName.TryTakeExact(locate.User, out var user) || !messages.Streams.TryEnter(user, out var entered))
            return new();
        using (entered)
        {
            var found = new Located();
            foreach (var session in entered.Stream.Sessions)
                if (session.OffsetAt(locate.IdHash) is { Length: > 0 } offset)
                    LastSeen.Add(found, Describe(session, offset), user);
            return found;
        }
    }

    internal void OnLocated(NodeId from, Located located)
    {
        Search? search;
        using (_gate.EnterScope())
        {
            if (!_searches.TryGetValue(located.Request, out search))
                return;
            if (search.Open.Remove(from.Value) && located.Known)
                search.Found.Add(located);
        }

        EndIfDone(search);
    }

    internal void OnLinked(NodeId peer)
    {
        foreach (var search in All())
            if (IsOpen(search, peer))
                messages.Recovery.Send(peer, new() { Locate = search.Locate });
    }

    internal void Tick()
    {
        foreach (var search in All())
            EndIfDone(search);
    }

    private LocatedSession? Result(Search search)
    {
        if (search.Found.Count == 0 || !UserName.TryTakeExact(search.Found[0].User, out var user))
            return null;
        var found = search.Found[0];
        foreach (var other in search.Found.Skip(1))
            if (!search.IsByKey)
                LastSeen.Add(found, other, user);
        var isCertain = search.IsByKey || (search.Open.Count == 0 && found is { Candidates: 1, Connected: false, Doubtful: false });
        var description = found.Description.Length <= MeshSession.MaxDescriptionBytes ? found.Description.Memory : default;
        return new(user, description, found.Key, found.Offset, isCertain)
        {
            Rooms = found.Key.Length > 0 || search.IsByKey ? RecoveryCodec.Rooms(found.Rooms, messages.Options.MaxRoomsPerSession) : [],
        };
    }

    private static Located Describe(Session session, string offset) => new()
    {
        Known = true,
        User = session.Stream.User.Value,
        Description = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(session.Description),
        Connected = session.IsConnected,
        Key = session.Key.Value ?? "",
        Offset = offset,
        Candidates = 1,
        Doubtful = session.IsDoubtful,
        Rooms = { RecoveryCodec.Encode(session.Rooms) },
    };

    private bool TryAdd(Search search)
    {
        using (_gate.EnterScope())
        {
            if (_searches.Count >= messages.Options.MaxSearches)
                return false;
            search.Locate.Request = ++_last;
            foreach (var peer in messages.Peers)
                search.Open.Add(peer.Value);
            _searches[search.Locate.Request] = search;
            return true;
        }
    }

    private void EndIfDone(Search search)
    {
        using (_gate.EnterScope())
        {
            var isFound = search.IsByKey && search.Found.Count > 0; // by a message several may be found: see LastSeen
            var isOver = messages.Now.Elapsed - search.Since >= messages.Times.ResumeWait;
            if (!isFound && !isOver && search.Open.Any(id => messages.IsAwaited(new(id))))
                return;
            if (!_searches.Remove(search.Locate.Request))
                return;
        }

        search.Done(Result(search));
    }

    private Search[] All()
    {
        using (_gate.EnterScope())
            return [.. _searches.Values];
    }

    private bool IsOpen(Search search, NodeId peer)
    {
        using (_gate.EnterScope())
            return search.Open.Contains(peer.Value);
    }

    private sealed class Search(Locate locate, Action<LocatedSession?> done, long since)
    {
        internal Locate Locate => locate;

        internal Action<LocatedSession?> Done => done;

        internal long Since => since;

        internal SortedSet<string> Open { get; } = new(StringComparer.Ordinal);

        internal List<Located> Found { get; } = [];

        internal bool IsByKey => locate.Key.Length > 0;
    }
}
