namespace Gossamer.Server.Chat;

/// <summary>How many of something are under way, up to a bound. A field of its owner, never copied.</summary>
internal struct InFlight
{
    private int _count;

    /// <summary>One more; false at the bound.</summary>
    public bool TryBegin(int max)
    {
        if (Interlocked.Increment(ref _count) <= max)
            return true;
        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref _count);
}
