namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// When a request of a polling session is given up: when its client goes away, and when the session has ended. For with the session nothing
/// counts any more what the request holds, nor watches how it moves. What an ended session still has to say, and what was under way when it
/// ended gracefully, gets closeTimeout.
/// </summary>
internal sealed class RequestEnd : IDisposable
{
    private const int Stalled = 1;
    private const int Over = 2;

    private readonly EngineSession _session;
    private readonly bool _isLate;
    private readonly CancellationTokenSource _cut;
    private readonly CancellationTokenRegistration _aborted;
    private readonly CancellationTokenRegistration _ended;
    private int _flags;

    /// <param name="session">Whose request it is. To be called before anything is taken of it.</param>
    /// <param name="limit">How long it may take in any case.</param>
    /// <param name="aborted">The client has gone.</param>
    public RequestEnd(EngineSession session, TimeSpan limit, CancellationToken aborted)
    {
        _session = session;
        _isLate = session.IsClosed;
        _cut = new CancellationTokenSource(limit, session.Time);
        _aborted = aborted.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _cut);
        _ended = session.Ended.UnsafeRegister(static s => ((RequestEnd)s!).OnEnded(), this);
    }

    public CancellationToken Token => _cut.Token;

    /// <summary>The client lets the request wait.</summary>
    public void Stall() => CutIfBoth(Stalled);

    public void Dispose()
    {
        _aborted.Dispose();
        _ended.Dispose();
        _cut.Dispose();
    }

    private void OnEnded()
    {
        if (_isLate || _session.Reason.IsGraceful())
            _cut.CancelAfter(_session.Options.CloseTimeout);
        else
            CutIfBoth(Over);
    }

    private void CutIfBoth(int flag)
    {
        if ((Interlocked.Or(ref _flags, flag) | flag) == (Stalled | Over))
            _cut.Cancel();
    }
}
