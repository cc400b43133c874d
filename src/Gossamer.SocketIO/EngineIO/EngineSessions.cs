using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Diagnostics;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// The table of live sessions, bounded by <see cref="EngineOptions.MaxSessions"/>, for each address, and for those that have had a
/// handshake and nothing more.
/// </summary>
internal sealed class EngineSessions(
    EngineOptions options, TimeProvider time, string? tag = null, MemoryBudget? memory = null, SocketIOMetrics? metrics = null)
    : IDisposable
{
    private readonly AddressLimits _addresses = new(options, time);
    private readonly PendingSessions _pending = new(options, time);
    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private int _count;
    private volatile bool _shutDown;

    public IEnumerable<EngineSession> All => _sessions.Select(static pair => pair.Value);

    public bool IsShutDown => _shutDown;

    public SocketIOMetrics? Metrics => metrics;

    public int Count => Volatile.Read(ref _count);

    /// <summary>What all sessions hold counts there.</summary>
    public MemoryBudget Memory { get; } = memory ?? new MemoryBudget(long.MaxValue);

    /// <summary>Sessions that nobody uses yet.</summary>
    public int PendingCount => _pending.Count;

    /// <returns>Null, or why there may be no more; then there is no session.</returns>
    public EngineError? TryCreate(EngineProtocol protocol, ClientAddress address, out EngineSession? session)
    {
        session = null;
        if (_shutDown)
            return EngineError.ShuttingDown;
        if (_addresses.TryEnter(address, out var quota) is { } refusal)
            return refusal;
        if (Interlocked.Increment(ref _count) > options.MaxSessions)
        {
            Interlocked.Decrement(ref _count);
            _addresses.Leave(quota!);
            return EngineError.TooManySessions;
        }

        session = new EngineSession(SessionId.New(tag), protocol, options, this, time) { Address = quota! };
        _sessions[session.Id] = session;
        session.Start();
        _pending.Add(session);
        if (!_shutDown)
            return null;
        session.Close(CloseReason.ServerShuttingDown); // CloseAll may have passed by already
        session = null;
        return EngineError.ShuttingDown;
    }

    public bool TryGet(string id, [NotNullWhen(true)] out EngineSession? session) =>
        _sessions.TryGetValue(id, out session) && !(session.CloseIfExpired() && !IsLingering(session));

    /// <summary>Forgets a session that lingered so that a polling client could fetch its last packets.</summary>
    public void Forget(EngineSession session)
    {
        if (_sessions.TryRemove(KeyValuePair.Create(session.Id, session)))
        {
            Interlocked.Decrement(ref _count);
            _addresses.Leave(session.Address);
        }
    }

    /// <summary>The session's client is there.</summary>
    public void OnUsed(EngineSession session) => _pending.Remove(session);

    public void OnClosed(EngineSession session)
    {
        _pending.Remove(session);
        if (session.Transport is null)
            session.Discard(); // nobody will take it
        if (!IsLingering(session))
            Forget(session);
    }

    /// <summary>A session is not read from for a while.</summary>
    public void OnThrottled() => metrics?.Throttled();

    /// <summary>Takes no new sessions.</summary>
    public void Refuse() => _shutDown = true;

    public void CloseAll(CloseReason reason)
    {
        Refuse();
        foreach (var (_, session) in _sessions)
            session.Close(reason);
    }

    public void Dispose() => _addresses.Dispose();

    private static bool IsLingering(EngineSession session) =>
        (session.Reason.IsGraceful() || session.Reason.IsTold()) && session.Transport?.Kind == SocketIOTransports.Polling;
}
