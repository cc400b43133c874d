namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>Makes timers that live as long as a session: they must not keep the context of the request that opened it (its trace, its log
/// scopes).</summary>
internal static class LastingTimer
{
    /// <summary>Not due before it is told when.</summary>
    public static ITimer Create(TimeProvider time, TimerCallback callback, object state)
    {
        var suppressing = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        try
        {
            return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            suppressing?.Undo();
        }
    }
}
