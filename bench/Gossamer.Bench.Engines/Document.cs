namespace Gossamer.Bench.Engines;

/// <summary>A page that has tables between <c>&lt;!-- engines: name --&gt;</c> and <c>&lt;!-- engines: end --&gt;</c>.</summary>
internal static class Document
{
    private const string End = "<!-- engines: end -->";

    /// <summary>Puts new lines in the place of those that were there.</summary>
    public static void Replace(string file, string name, IEnumerable<string> lines)
    {
        var text = File.ReadAllText(file);
        var begin = $"<!-- engines: {name} -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) is >= 0 and var at
            ? at + begin.Length
            : throw new InvalidOperationException($"{file} has no {begin.Trim()}");
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        File.WriteAllText(file, $"{text[..from]}\n{string.Join('\n', lines)}\n\n{text[to..]}");
    }
}
