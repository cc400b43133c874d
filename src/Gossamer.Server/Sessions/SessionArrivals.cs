using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Asks other servers for sessions of clients that have come here, and takes them.</summary>
internal sealed class SessionArrivals(
    MeshNode node, SessionAdoption adoption, DrainState drain, ChatSessionOptions options, TimeProvider time, ILogger<SessionArrivals> logger)
{
    private const int MaxPidLength = 64;
    private static readonly TimeSpan LatePause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LinkPause = TimeSpan.FromMilliseconds(20);

    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, Arrival> _arrivals = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Fetches a session: from the server that made it or, when that does not have it, from whichever has.</summary>
    public async ValueTask<bool> FetchAsync(string pid)
    {
        // Whatever a client sends goes to other servers only if it looks like what one of them made.
        if (!TryGetOwner(pid, out var owner) || Open(adoption.Adopt) is not (var key, var arrival))
            return false;
        var ask = new Ask { Pid = pid };
        if (await AskAllAsync(key, arrival, ask, owner))
            return true;
        Close(key, arrival);
        if (owner != node.Id)
            _ = AskLateAsync(ask, owner);
        return false;
    }

    /// <summary>
    /// A client has come because its server was not heard. When that one is heard again it is asked once more: what it has kept goes to the client's
    /// new session, and it keeps no session whose client is here.
    /// </summary>
    private async Task AskLateAsync(Ask ask, NodeId owner)
    {
        if (!await WaitForLinkAsync(owner, time.GetTimestamp()))
            return;
        if (Open(adoption.MergeLate) is not (var key, var arrival))
            return;
        if (!await AskAsync(key, arrival, ask, [owner]))
            Close(key, arrival);
    }

    /// <summary>
    /// Asks the server that made the session, then all others. Those whose links are down at the moment are waited for, as long as they
    /// count as living: when a server has just started, its clients may be back before its links are up.
    /// </summary>
    private async Task<bool> AskAllAsync(string key, Arrival arrival, Ask ask, NodeId owner)
    {
        var start = time.GetTimestamp();
        var asked = new HashSet<NodeId>();
        while (true)
        {
            NodeId[] linked = [.. node.Links.Where(link => link.Outgoing == LinkState.Up).Select(link => link.Peer).Where(asked.Add)];
            if (await AskAsync(key, arrival, ask, linked.Where(peer => peer == owner)) ||
                await AskAsync(key, arrival, ask, linked.Where(peer => peer != owner)))
                return true;
            if (time.GetElapsedTime(start) >= options.AskTimeout || node.Links.All(link => asked.Contains(link.Peer) || IsGone(link)))
                return false;
            await Task.Delay(LinkPause, time);
        }
    }

    private bool IsGone(LinkStatus link) => link.Incarnation == Incarnation.None && time.GetElapsedTime(_start) > options.MaxJoining;

    /// <summary>
    /// Fetches what a user got after a message, for a connection that is here: from each server that has connections of the user, since the client may
    /// have left something at any of them. One that is not heard is asked again once it is.
    /// </summary>
    public async Task CatchUpAsync(SocketConnection connection, UserName user, MessageId since, bool isShown, CatchingUp catchingUp)
    {
        var ask = new Ask { User = user.Value, Since = since.Value, LeftBehind = !isShown };
        var servers = new List<NodeId>();
        foreach (var location in node.Directory.Find(user))
            if (location.Node != node.Id)
                servers.Add(location.Node);
        await Task.WhenAll(servers.Select(server => CatchUpAsync(server, ask, connection, catchingUp)));
        logger.CaughtUp(user, catchingUp.Finish(), servers.Count);
    }

    private async Task CatchUpAsync(NodeId server, Ask ask, SocketConnection connection, CatchingUp catchingUp)
    {
        if (Open(Take, limit: options.LateAsk) is not (var key, var arrival) || await AskAsync(key, arrival, ask, [server]))
            return; // its end ends its part
        if (arrival.IsUnanswered)
            _ = AskAgainAsync(key, arrival, new Ask(ask) { LeftBehind = true }, server);
        else
            Close(key, arrival);

        ITold? Take(NodeId from, Begin begin, List<EncodedPacket> packets)
        {
            catchingUp.Remember(begin.Had, begin.HadSeconds);
            return catchingUp.Add(packets) ?? SessionAdoption.Merge(connection, begin, packets);
        }
    }

    /// <summary>
    /// Asks a server that has not answered until it does: by the same key, since it may answer what it was asked before it stood still. What it has kept
    /// goes to the session that the client has here by then.
    /// </summary>
    private async Task AskAgainAsync(string key, Arrival arrival, Ask ask, NodeId server)
    {
        var start = time.GetTimestamp();
        while (arrival.IsUnanswered && await WaitForLinkAsync(server, start))
            await AskAsync(key, arrival, ask, [server]);
        if (!arrival.HasBegun)
            Close(key, arrival);
    }

    /// <summary>False: it was not heard for too long.</summary>
    private async Task<bool> WaitForLinkAsync(NodeId server, long start)
    {
        do
        {
            await Task.Delay(LatePause, time);
            if (time.GetElapsedTime(start) > options.LateAsk)
                return false;
        }
        while (node.Links.Any(link => link.Peer == server && link.Outgoing != LinkState.Up));
        return true;
    }

    /// <summary>Takes a note of a server that has what was asked for, or not.</summary>
    public bool Hear(NodeId from, SessionNote note)
    {
        if (note.KindCase == SessionNote.KindOneofCase.Begin && note.Begin.Unasked && !drain.IsUnderWay)
            Open(adoption.Adopt, note.Key);
        if (!_arrivals.TryGetValue(note.Key, out var arrival))
            return false;
        switch (note.KindCase)
        {
            case SessionNote.KindOneofCase.NotHere:
                arrival.NotHere(from);
                return true;
            case SessionNote.KindOneofCase.Begin:
                return arrival.Begin(from, note.Begin);
            case SessionNote.KindOneofCase.Packets:
                return arrival.Add(from, note.Packets.ToEncoded());
            case SessionNote.KindOneofCase.Ready:
                _ = LimitAsync(note.Key, arrival, 2 * options.Overlap); // should the other server die before it ends
                return arrival.Ready(from, note.Ready);
            case SessionNote.KindOneofCase.End when arrival.IsFrom(from):
                Close(note.Key, arrival);
                return true;
            default:
                return false;
        }
    }

    private async Task<bool> AskAsync(string key, Arrival arrival, Ask ask, IEnumerable<NodeId> servers)
    {
        NodeId[] asked = [.. servers];
        if (asked.Length == 0)
            return false;
        var answer = arrival.Ask(asked);
        foreach (var server in asked)
            _ = AskAsync(key, arrival, ask, server);
        await WaitAsync(answer, options.AskTimeout);
        if (arrival.HasBegun) // it is on its way, and whoever starts anew now would lose it
            await WaitAsync(answer, options.MaxJoining);
        return answer is { IsCompletedSuccessfully: true, Result: true };
    }

    private async Task WaitAsync(Task answer, TimeSpan limit) =>
        await answer.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task AskAsync(string key, Arrival arrival, Ask ask, NodeId server)
    {
        if (!await node.TellAsync(server, new SessionNote { Key = key, Ask = ask }))
            arrival.NotHeard(server);
    }

    private (string Key, Arrival Arrival)? Open(Func<NodeId, Begin, List<EncodedPacket>, ITold?> take, string? key = null, TimeSpan? limit = null)
    {
        if (Interlocked.Increment(ref _count) > options.MaxArrivals)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        key ??= Guid.NewGuid().ToString("N");
        var arrival = new Arrival(take);
        if (!_arrivals.TryAdd(key, arrival))
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        _ = LimitAsync(key, arrival, (limit ?? options.AskTimeout) + options.AskTimeout + options.MaxJoining);
        return (key, arrival);
    }

    /// <summary>Whatever becomes of the other server.</summary>
    private async Task LimitAsync(string key, Arrival arrival, TimeSpan limit)
    {
        await Task.Delay(limit, time);
        Close(key, arrival);
    }

    private void Close(string key, Arrival arrival)
    {
        if (_arrivals.TryRemove(KeyValuePair.Create(key, arrival)))
            Interlocked.Decrement(ref _count);
        arrival.End();
    }

    private bool TryGetOwner(string pid, out NodeId owner)
    {
        owner = node.Id;
        var dot = pid.Length <= MaxPidLength ? pid.LastIndexOf('.') : -1;
        if (dot < 0)
            return false;
        var tag = pid[(dot + 1)..];
        if (ServerTag.Of(node.Id) == tag)
            return true;
        foreach (var link in node.Links)
        {
            owner = link.Peer;
            if (ServerTag.Of(owner) == tag)
                return true;
        }

        return false;
    }
}
