using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.Server.Chat;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Sessions;

/// <summary>Asks other servers for sessions of clients that have come here, and takes them.</summary>
internal sealed class SessionArrivals : IDisposable
{
    private const int MaxPidLength = 64;
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LinkPause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, Arrival> _arrivals = new(StringComparer.Ordinal);
    private readonly MeshNode _node;
    private readonly SessionAdoption _adoption;
    private readonly DrainState _drain;
    private readonly ChatSessionOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly long _start;
    private readonly AwakeClock _clock;
    private readonly LegacyOptions _legacy;
    private InFlight _open;
    private InFlight _late;

    public SessionArrivals(
        MeshNode node, SessionAdoption adoption, DrainState drain, IOptions<LegacyOptions> legacy, ChatSessionOptions options,
            TimeProvider time)
    {
        _legacy = legacy.Value;
        (_node, _adoption, _drain, _options, _time) = (node, adoption, drain, options, time);
        _start = time.GetTimestamp();
        _clock = new AwakeClock(time, maxStep: 2 * Sweep);
        _sweep = time.CreateTimer(static arrivals => ((SessionArrivals)arrivals!).CloseOverdue(), this, Sweep, Sweep);
    }

    public void Dispose() => _sweep.Dispose();

    /// <summary>Fetches a session: from the server that made it or, when that does not have it, from whichever has.</summary>
    /// <param name="pid">The session's id.</param>
    /// <param name="gone">Cancelled when the client that asks for it has gone.</param>
    public async ValueTask<bool> FetchAsync(string pid, CancellationToken gone)
    {
        // Whatever a client sends goes to other servers only if it looks like what one of them made.
        if (!TryGetOwner(pid, out var owner) || Open(_adoption.Adopt) is not (var key, var arrival))
            return false;
        var ask = new Ask { Pid = pid };
        await AskAllAsync(key, arrival, ask, owner);
        if (!arrival.IsTaken)
            Close(key, arrival);
        if (arrival.IsTaken || _adoption.IsHere(pid)) // also when it has come unasked meanwhile
            return true;
        _ = new LateQuestion(this, new Ask(ask) { LeftBehind = true }, _adoption.MergeLate, IsWantedUntil(gone), _options,
            _time).RunAsync();
        return false;
    }

    /// <summary>For as long as the client's connection, and then the session which that leaves.</summary>
    private Func<bool> IsWantedUntil(CancellationToken gone)
    {
        long? since = null;
        return () => !gone.IsCancellationRequested || _time.GetElapsedTime(since ??= _time.GetTimestamp()) < _options.Window;
    }

    /// <summary>The servers that can be asked. Those of the old system know nothing of sessions.</summary>
    public IEnumerable<NodeId> Linked() => Others([]).Where(static link => link.Outgoing == LinkState.Up).Select(static link => link.Peer);

    /// <summary>Whether there are servers besides these that may have sessions.</summary>
    public bool IsAnyUnasked(IEnumerable<NodeId> asked) => Others(asked).Any();

    /// <summary>Whether such a server counts as living, or may not have been met yet: its link may be up in a moment.</summary>
    public bool IsAnyAwaited(IEnumerable<NodeId> asked) => Others(asked).Any(link => !IsGone(link));

    /// <summary>One more late question; false at the bound.</summary>
    public bool TryBeginLate() => _late.TryBegin(_options.MaxLateQuestions);

    public void EndLate() => _late.End();

    /// <summary>Takes a note of a server that has what was asked for, or not.</summary>
    public bool Hear(NodeId from, SessionNote note)
    {
        if (note.KindCase == SessionNote.KindOneofCase.Begin && note.Begin.Unasked && !_drain.IsUnderWay)
            Open(_adoption.Adopt, note.Key);
        if (!_arrivals.TryGetValue(note.Key, out var arrival))
            return false;
        switch (note.KindCase)
        {
            case SessionNote.KindOneofCase.NotHere:
                arrival.NotHere(from, note.NotHere.IsConnected);
                return true;
            case SessionNote.KindOneofCase.Begin:
                return arrival.Begin(from, note.Begin);
            case SessionNote.KindOneofCase.Packets:
                return arrival.Add(from, note.Packets.ToEncoded(), note.Packets.Late);
            case SessionNote.KindOneofCase.Ready:
                arrival.HoldsUntil = _clock.Now + (2 * _options.Overlap); // should the other server die before it ends
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
    public (string Key, Arrival Arrival)? Open(Func<NodeId, Begin, List<EncodedPacket>, ITold?> take, string? key = null,
        TimeSpan? limit = null)
    {
        if (!_open.TryBegin(_options.MaxArrivals))
            return null;

        key ??= Guid.NewGuid().ToString("N");
        var arrival = new Arrival(take);
        if (!_arrivals.TryAdd(key, arrival))
        {
            _open.End();
            return null;
        }

        arrival.Deadline = _clock.Now + (limit ?? _options.AskTimeout) + _options.AskTimeout + _options.MaxJoining;
        return (key, arrival);
    }

    public void Close(string key, Arrival arrival)
    {
        if (_arrivals.TryRemove(KeyValuePair.Create(key, arrival)))
            _open.End();
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
        await WaitAsync(answer, _options.AskTimeout);
        if (arrival.HasBegun) // it is on its way, and whoever starts anew now would lose it
            await WaitAsync(answer, _options.MaxJoining);
        return answer is { IsCompletedSuccessfully: true, Result: true };
    }

    private async Task AskAsync(string key, Arrival arrival, Ask ask, NodeId server)
    {
        if (!await _node.TellAsync(server, new SessionNote { Key = key, Ask = ask }))
            arrival.NotHeard(server);
    }

    private async Task WaitAsync(Task answer, TimeSpan limit) =>
        await answer.WaitAsync(limit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// Asks the server that made the session, then all others. Those whose links are down at the moment are waited for, as long as they
    /// count as living: when a server has just started, its clients may be back before its links are up.
    /// </summary>
    private async Task AskAllAsync(string key, Arrival arrival, Ask ask, NodeId owner)
    {
        var start = _time.GetTimestamp();
        var asked = new HashSet<NodeId>();
        while (true)
        {
            NodeId[] linked = [.. Linked().Where(asked.Add)];
            if (await AskAsync(key, arrival, ask, linked.Where(peer => peer == owner))
                || await AskAsync(key, arrival, ask, linked.Where(peer => peer != owner)) || arrival.IsTaken)
                return;
            if (_time.GetElapsedTime(start) >= _options.AskTimeout || !IsAnyAwaited(asked))
                return;
            await Task.Delay(LinkPause, _time);
        }
    }

    private IEnumerable<LinkStatus> Others(IEnumerable<NodeId> asked) =>
        _node.Links.Where(link => !_legacy.Peers.ContainsKey(link.Peer) && !asked.Contains(link.Peer));

    private bool IsGone(LinkStatus link) =>
        link is { Incarnation: var life, Incoming: LinkState.Down } && life == Incarnation.None
            && _time.GetElapsedTime(_start) > _options.MaxJoining;

    /// <summary>Whatever becomes of the other server.</summary>
    private void CloseOverdue()
    {
        _clock.Pass();
        var now = _clock.Now;
        foreach (var (key, arrival) in _arrivals)
        {
            if (arrival.Deadline <= now)
                Close(key, arrival);
            else if (arrival.HoldsUntil <= now)
                arrival.EndHolding();
        }
    }

    private bool TryGetOwner(string pid, out NodeId owner)
    {
        owner = _node.Id;
        var dot = pid.Length <= MaxPidLength ? pid.LastIndexOf('.') : -1;
        if (dot < 0)
            return false;
        var tag = pid[(dot + 1)..];
        if (ServerTag.Of(_node.Id) == tag)
            return true;
        foreach (var link in _node.Links)
        {
            owner = link.Peer;
            if (ServerTag.Of(owner) == tag)
                return true;
        }

        return false;
    }
}
