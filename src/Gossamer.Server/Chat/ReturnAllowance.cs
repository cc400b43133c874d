namespace Gossamer.Server.Chat;

/// <summary>
/// How often one connection may come back as one user after another: each time all servers are asked for what they have. A token bucket.
/// Used by the connection's own handlers, one at a time.
/// </summary>
internal struct ReturnAllowance(ChatOptions options, TimeProvider time)
{
    private double _tokens = options.MaxReturns;
    private long _at = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(options.MaxReturns, _tokens + (time.GetElapsedTime(_at, now) / options.ReturnInterval));
        _at = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
