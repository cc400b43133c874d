using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Asks other servers for sessions of clients that have come here, and takes them.</summary>
internal sealed class SessionArrivals(
    MeshNode node, SessionAdoption adoption, DrainState drain, ChatSessionOptions options, TimeProvider time)
{
    private const int MaxPidLength = 64;
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
            _ = new LateQuestion(this, node, ask, adoption.MergeLate, options, time).RunAsync();
        return false;
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

    /// <summary>Waits for something to come, under a key that others are to name. Null: too much is on its way already.</summary>
    /// <param name="take">Takes it when all of it is here; null when it cannot.</param>
    /// <param name="key">The key; a new one if left out.</param>
    /// <param name="limit">For how long somebody may be asked for it.</param>
    public (string Key, Arrival Arrival)? Open(Func<NodeId, Begin, List<EncodedPacket>, ITold?> take, string? key = null, TimeSpan? limit = null)
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

    public void Close(string key, Arrival arrival)
    {
        if (_arrivals.TryRemove(KeyValuePair.Create(key, arrival)))
            Interlocked.Decrement(ref _count);
        arrival.End();
    }

    /// <summary>Asks these servers, and waits for their answers. True when one of them had it.</summary>
    public async Task<bool> AskAsync(string key, Arrival arrival, Ask ask, IEnumerable<NodeId> servers)
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

    private async Task AskAsync(string key, Arrival arrival, Ask ask, NodeId server)
    {
        if (!await node.TellAsync(server, new SessionNote { Key = key, Ask = ask }))
            arrival.NotHeard(server);
    }

    private async Task WaitAsync(Task answer, TimeSpan limit) =>
        await answer.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

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

    /// <summary>Whatever becomes of the other server.</summary>
    private async Task LimitAsync(string key, Arrival arrival, TimeSpan limit)
    {
        await Task.Delay(limit, time, arrival.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(key, arrival);
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
