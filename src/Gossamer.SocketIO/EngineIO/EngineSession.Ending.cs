using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.EngineIO;

/// <content>The session's end, told to the requests that serve it.</content>
internal sealed partial class EngineSession
{
    private CancellationTokenSource? _ended; // a WebSocket needs none; never disposed of: it has nothing to let go of

    /// <summary>Cancelled once the session has ended, whatever carries it then.</summary>
    public CancellationToken Ended
    {
        get
        {
            var ended = Volatile.Read(ref _ended) ?? Interlocked.CompareExchange(ref _ended, new(), null) ?? _ended;
            if (IsClosed)
                _ = ended.CancelAsync(); // its end may have come too early to see this one
            return ended.Token;
        }
    }

    private void CloseOver(IEngineTransport next)
    {
        _table.Forget(this); // no poll is waited for any more
        next.Close(Reason);
    }

    private void EndRequests() => _ = Volatile.Read(ref _ended)?.CancelAsync(); // not here: whoever waits would go on here
}
