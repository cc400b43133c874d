using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>The table of live sessions, bounded by <see cref="EngineOptions.MaxSessions"/>.</summary>
internal sealed class EngineSessions(EngineOptions options, TimeProvider time, string? tag = null)
{
    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private int _count;
    private volatile bool _shutDown;

    public IEnumerable<EngineSession> All => _sessions.Select(static pair => pair.Value);

    public bool IsShutDown => _shutDown;

    public int Count => Volatile.Read(ref _count);

    public bool TryCreate(EngineProtocol protocol, [NotNullWhen(true)] out EngineSession? session)
    {
        session = null;
        if (_shutDown)
            return false;
        if (Interlocked.Increment(ref _count) > options.MaxSessions)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        session = new EngineSession(SessionId.New(tag), protocol, options, this, time);
        _sessions[session.Id] = session;
        session.Start();
        if (!_shutDown)
            return true;
        session.Close(CloseReason.ServerShuttingDown); // CloseAll may have passed by already
        return false;
    }

    public bool TryGet(string id, [NotNullWhen(true)] out EngineSession? session) =>
        _sessions.TryGetValue(id, out session) && !(session.CloseIfExpired() && !IsLingering(session));

    /// <summary>Forgets a session that lingered so that a polling client could fetch its last packets.</summary>
    public void Forget(EngineSession session)
    {
        if (_sessions.TryRemove(KeyValuePair.Create(session.Id, session)))
            Interlocked.Decrement(ref _count);
    }

    public void OnClosed(EngineSession session)
    {
        if (!IsLingering(session))
            Forget(session);
    }

    /// <summary>Takes no new sessions.</summary>
    public void Refuse() => _shutDown = true;

    public void CloseAll(CloseReason reason)
    {
        Refuse();
        foreach (var (_, session) in _sessions)
            session.Close(reason);
    }

    private static bool IsLingering(EngineSession session) =>
        session.Reason.IsGraceful() && session.Transport?.Kind == SocketIOTransports.Polling;
}
