namespace Gossamer.Mesh;

/// <summary>Merges what several servers have of one stream.</summary>
internal static class EntryMerge
{
    /// <summary>
    /// Each entry once, as the first list has it: those of an origin by number, across origins the one that was accepted first.
    /// </summary>
    internal static IEnumerable<StreamEntry> InOrder(IReadOnlyList<IReadOnlyList<StreamEntry>> lists)
    {
        var byOrigin = new SortedDictionary<ulong, SortedDictionary<ulong, StreamEntry>>();
        foreach (var list in lists)
        {
            foreach (var entry in list)
            {
                if (!byOrigin.TryGetValue(entry.Origin.Value, out var entries))
                    byOrigin[entry.Origin.Value] = entries = [];
                entries.TryAdd(entry.Number, entry);
            }
        }

        var heads = byOrigin.Values.Select(static entries => new Queue<StreamEntry>(entries.Values)).ToList();
        while (heads.Count > 0)
        {
            var first = heads.MinBy(static head => head.Peek().At)!;
            yield return first.Dequeue();
            if (first.Count == 0)
                heads.Remove(first);
        }
    }
}
