namespace Gossamer.Mesh;

/// <summary>One line a second of what anybody can bring about as often as he likes; the next one says how many were left out.</summary>
internal sealed class RepeatedLines(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _last;
    private long _unsaid;

    /// <returns>Whether the line is to be written now.</returns>
    internal bool TryTake(out long unsaid)
    {
        lock (_gate)
        {
            unsaid = _unsaid;
            if (_last is { } last && time.GetElapsedTime(last) < Interval)
            {
                _unsaid++;
                return false;
            }

            (_last, _unsaid) = (time.GetTimestamp(), 0);
            return true;
        }
    }
}
