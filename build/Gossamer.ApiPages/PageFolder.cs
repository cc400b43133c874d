namespace Gossamer.ApiPages;

/// <summary>A folder that holds the pages and nothing else.</summary>
internal static class PageFolder
{
    /// <summary>The files of a folder, by path from it, with <c>/</c> between the parts.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    internal static IReadOnlyDictionary<string, string> Read(string folder) => !Directory.Exists(folder)
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
            File.ReadAllText,
            StringComparer.Ordinal);

    /// <summary>Makes the folder hold exactly these pages.</summary>
    /// <param name="folder">The folder; files in it that are no pages are deleted.</param>
    /// <param name="pages">Path from the folder and text.</param>
    /// <returns>How many files were written or deleted.</returns>
    internal static int Write(string folder, IReadOnlyDictionary<string, string> pages)
    {
        var old = Read(folder);
        var stale = old.Keys.Where(path => !pages.ContainsKey(path)).ToList();
        var changed = pages.Where(page => old.GetValueOrDefault(page.Key) != page.Value).ToList();
        stale.ForEach(path => File.Delete(Path.Combine(folder, path)));
        foreach (var (path, text) in changed)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return stale.Count + changed.Count;
    }
}
