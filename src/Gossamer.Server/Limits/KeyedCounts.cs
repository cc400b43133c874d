namespace Gossamer.Server.Limits;

/// <summary>How many of something each key holds: a key that holds none takes no room. Not thread-safe.</summary>
internal sealed class KeyedCounts<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _counts = [];

    public int this[TKey key] => _counts.GetValueOrDefault(key);

    /// <summary>How many keys hold any.</summary>
    public int Keys => _counts.Count;

    /// <param name="key">Who holds more or less now.</param>
    /// <param name="change">By how much.</param>
    public void Add(TKey key, int change = 1)
    {
        if (this[key] + change is var count and > 0)
            _counts[key] = count;
        else
            _counts.Remove(key);
    }

    public void Remove(TKey key) => Add(key, -1);
}
