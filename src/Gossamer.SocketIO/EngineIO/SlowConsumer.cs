namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Tells a client that takes, however far behind it is, from one that does not, while more waits for it than the bound. Asked with each
/// frame beyond the bound and never else: what takes nothing between two of them that are far enough apart is slow.
/// </summary>
internal struct SlowConsumer
{
    private long _progress; // when it was last seen to change
    private long _since;
    private bool _isWatched;

    /// <param name="progress">A number that changes when the client takes something.</param>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long it may take nothing.</param>
    public bool IsSlow(long progress, TimeProvider time, TimeSpan timeout)
    {
        if (!_isWatched || progress != _progress)
        {
            (_isWatched, _progress, _since) = (true, progress, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(_since) > timeout;
    }
}
