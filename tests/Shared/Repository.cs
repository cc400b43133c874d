namespace Gossamer.Tests;

/// <summary>The sources that the tests were built of.</summary>
internal static class Repository
{
    internal static DirectoryInfo Root { get; } = Find(new(AppContext.BaseDirectory));

    /// <summary>The text of one file.</summary>
    /// <param name="path">Its path from the root.</param>
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root.FullName, path));

    private static DirectoryInfo Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Gossamer.slnx")) ? folder : Find(folder.Parent.ShouldNotBeNull());
}
