namespace Gossamer.Mesh.Nats;

/// <summary>What goes on and on is said when it begins, and again each minute.</summary>
internal sealed class OnceAMinute(TimeProvider time)
{
    private const int MaxTexts = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _said = new(StringComparer.Ordinal);

    /// <returns>Whether the text is to be said now.</returns>
    internal bool TryTake(string text)
    {
        lock (_gate)
        {
            if (_said.TryGetValue(text, out var last) && time.GetElapsedTime(last) < Interval)
                return false;
            if (_said.Count >= MaxTexts)
                _said.Clear();
            _said[text] = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>It is over: what begins anew is said at once.</summary>
    internal void Clear()
    {
        lock (_gate)
            _said.Clear();
    }
}
