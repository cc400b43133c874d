namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// Sessions that nobody uses since their handshake (<see cref="EngineSession.OnContinued"/>): few and briefly, in a table of their own, so
/// that handshakes alone cannot use up the table of all. The oldest go when there are too many: an honest client is out of here after a
/// round trip.
/// </summary>
internal sealed class PendingSessions(EngineOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(EngineSession Session, long Since)> _oldestFirst = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _oldestFirst.Count;
        }
    }

    public void Add(EngineSession session)
    {
        lock (_gate)
            session.Pending = _oldestFirst.AddLast((session, time.GetTimestamp()));
        while (TryTakeSurplus() is { } surplus)
            surplus.Close(CloseReason.NeverUsed);
    }

    /// <summary>Its client is there, or it has ended.</summary>
    public void Remove(EngineSession session)
    {
        if (session.Pending is null)
            return;
        lock (_gate)
            Unlink(session);
    }

    /// <summary>The oldest, when it is too old or there are too many.</summary>
    private EngineSession? TryTakeSurplus()
    {
        lock (_gate)
        {
            if (_oldestFirst.First is not { Value: var (session, since) }
                || (_oldestFirst.Count <= options.MaxPendingSessions && time.GetElapsedTime(since) < options.PendingTimeout))
                return null;
            Unlink(session);
            return session;
        }
    }

    private void Unlink(EngineSession session)
    {
        if (session.Pending is not { } node)
            return;
        session.Pending = null;
        _oldestFirst.Remove(node);
    }
}
