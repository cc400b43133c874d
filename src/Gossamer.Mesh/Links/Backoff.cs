namespace Gossamer.Mesh;

/// <summary>How long to wait before the next attempt: twice as long each time up to a bound, less up to half of it by chance.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, Random jitter)
{
    private TimeSpan _next;

    internal TimeSpan Next()
    {
        var full = _next == TimeSpan.Zero ? min : _next;
        _next = full >= max / 2 ? max : full * 2;
        return full * (1 - (jitter.NextDouble() / 2));
    }

    internal void Reset() => _next = TimeSpan.Zero;
}
