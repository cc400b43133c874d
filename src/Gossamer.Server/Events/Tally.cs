using System.Collections.Concurrent;

namespace Gossamer.Server.Events;

/// <summary>Counts by word, since the server's start. The words are this program's own, so there are few.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>What was counted, by word in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts => _counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    public long this[string word] => _counts.GetValueOrDefault(word);

    public void Add(string word, long count) =>
        _counts.AddOrUpdate(word, static (_, more) => more, static (_, had, more) => had + more, count);
}
