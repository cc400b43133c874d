using System.Text;
using System.Text.RegularExpressions;
using Gossamer.Tests;

namespace Gossamer.Server.Tests;

/// <summary>What the Markdown of the repository links to within it is there: files, and headings of pages.</summary>
public sealed partial class DocumentLinksTests
{
    private static readonly string[] Folders = ["docs", "src", "tests", "bench", "samples", "web", "deploy"];
    private static readonly string[] Made = ["bin", "obj", "node_modules", "artifacts", "dist", ".vite"];

    [Fact]
    public void Links_OfAllPages_LeadSomewhere()
    {
        var root = Repository.Root;
        var pages = Folders.Select(folder => new DirectoryInfo(Path.Combine(root.FullName, folder))).Where(static folder => folder.Exists)
            .SelectMany(Pages).Concat(root.EnumerateFiles("*.md")).ToList();
        var links = pages.SelectMany(page => LinksOf(page).Select(link => (Page: page, Link: link))).ToList();

        links.Count.ShouldBeGreaterThan(1_000);
        links.Where(static one => !Leads(one.Page, one.Link))
            .Select(one => $"{Path.GetRelativePath(root.FullName, one.Page.FullName)}: {one.Link}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("## What each alarm means", "what-each-alarm-means")]
    [InlineData("### `POST /api/revoke`", "post-apirevoke")]
    [InlineData("## 12. Trust between servers", "12-trust-between-servers")]
    [InlineData("# A [link](x.md) in it_all", "a-link-in-it_all")]
    public void Anchor_OfAHeading_IsAsGitHubMakesIt(string heading, string anchor) => AnchorOf(heading).ShouldBe(anchor);

    private static IEnumerable<FileInfo> Pages(DirectoryInfo folder) => folder.EnumerateFiles("*.md").Concat(
        folder.EnumerateDirectories().Where(static inner => !Made.Contains(inner.Name, StringComparer.Ordinal)).SelectMany(Pages));

    private static IEnumerable<string> LinksOf(FileInfo page) => WithoutCode(File.ReadLines(page.FullName))
        .SelectMany(static line => Link.Matches(Code.Replace(line, "")))
        .Select(static match => match.Groups["to"].Value)
        .Where(static to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Leads(FileInfo page, string link)
    {
        var parts = link.Split('#', 2);
        var path = parts[0].Length == 0 ? page.FullName : Path.Combine(page.DirectoryName!, Uri.UnescapeDataString(parts[0]));
        if (!File.Exists(path) && !Directory.Exists(path))
            return false;
        return parts.Length == 1 || Path.GetExtension(path) != ".md" || AnchorsOf(path).Contains(parts[1]);
    }

    private static HashSet<string> AnchorsOf(string path)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in WithoutCode(File.ReadLines(path)))
        {
            foreach (Match named in Named.Matches(line))
                anchors.Add(named.Groups["id"].Value);
            if (!Heading.IsMatch(line))
                continue;
            var anchor = AnchorOf(line);
            for (var again = 1; !anchors.Add(anchor); again++)
                anchor = $"{AnchorOf(line)}-{again}";
        }

        return anchors;
    }

    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in Link.Replace(heading.TrimStart('#').Trim(), "]").ToLowerInvariant())
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(c);
            else if (c == ' ')
                anchor.Append('-');
        return anchor.ToString();
    }

    private static IEnumerable<string> WithoutCode(IEnumerable<string> lines)
    {
        var isCode = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (!isCode)
                yield return line;
        }
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link { get; }

    [GeneratedRegex("`[^`]*`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code { get; }

    [GeneratedRegex("^#{1,6} ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex("<a (id|name)=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Named { get; }
}
