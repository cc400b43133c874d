using Gossamer.Tests;

namespace Gossamer.Server.Tests;

/// <summary>
/// The limit of .editorconfig, which no compiler enforces: for C#, protobuf, TypeScript and Markdown. Scripts (.js, .sh, and commands
/// without an extension) are exempt: about a hundred of their lines are longer, mostly a check with its message. So are the generated pages
/// of docs/api: a paragraph is a line there, so that a changed word changes that line alone.
/// </summary>
public sealed class LineLengthTests
{
    private const int Limit = 140;

    private static readonly string[] Folders = ["src", "tests", "bench", "samples", "docs", "web/src", "build"];
    private static readonly string[] Extensions = [".cs", ".proto", ".ts", ".tsx", ".md"];
    private static readonly string[] Made = ["bin", "obj", "node_modules", "artifacts"];

    [Fact]
    public void Lines_OfAllSources_FitTheLimit()
    {
        var root = Repository.Root;
        var files = Folders.SelectMany(folder => Files(new(Path.Combine(root.FullName, folder))))
            .Append(new(Path.Combine(root.FullName, "README.md"))).Append(new(Path.Combine(root.FullName, "web", "README.md"))).ToArray();

        files.Length.ShouldBeGreaterThan(500);
        files.SelectMany(file => LongLines(root, file)).ShouldBeEmpty();
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(static file => Extensions.Contains(file.Extension, StringComparer.Ordinal))
            .Concat(folder.EnumerateDirectories()
                .Where(static inner => !Made.Contains(inner.Name, StringComparer.Ordinal) && !IsGenerated(inner)).SelectMany(Files));

    private static bool IsGenerated(DirectoryInfo folder) => folder is { Name: "api", Parent.Name: "docs" };

    /// <summary>In Markdown the rows of tables, code and links are as long as they are.</summary>
    private static IEnumerable<string> LongLines(DirectoryInfo root, FileInfo file)
    {
        var (number, isCode) = (0, false);
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (file.Extension == ".md")
            {
                isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
                if (isCode || line.StartsWith('|') || line.Contains("](", StringComparison.Ordinal))
                    continue;
            }

            if (line.Length > Limit)
                yield return $"{Path.GetRelativePath(root.FullName, file.FullName)}:{number}: {line.Length} characters";
        }
    }
}
