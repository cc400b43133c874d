using System.Text.RegularExpressions;
using Gossamer.ApiPages.Symbols;
using Gossamer.Tests;

namespace Gossamer.ApiPages.Tests;

/// <summary>docs/api is what the generator makes of the packages as they were built.</summary>
public sealed partial class CommittedPagesTests
{
    private const string Advice = "dotnet run --project build/Gossamer.ApiPages writes docs/api anew";

    private static readonly Lazy<ApiSite> Built =
        new(static () => PackageProject.ReadSite(Repository.Root.FullName, AppContext.BaseDirectory));

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Committed =
        new(static () => PageFolder.Read(Path.Combine(Repository.Root.FullName, "docs", "api")));

    [Fact]
    public void Pages_InTheRepository_AreThoseOfTheBuild()
    {
        var paths = Built.Value.Pages.Keys.Union(Committed.Value.Keys, StringComparer.Ordinal);
        paths.Where(static path => Built.Value.Pages.GetValueOrDefault(path) != Committed.Value.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal).ShouldBeEmpty(Advice);
    }

    [Fact]
    public void Comments_OfThePackages_LackNothing() => Built.Value.Problems.ShouldBeEmpty();

    [Fact]
    public void Links_BetweenPages_LeadToAPageAndAHeading() => Built.Value.Pages
        .SelectMany(static page => Link().Matches(page.Value).Select(match => (From: page.Key, Target: match.Groups["target"].Value)))
        .Where(static link => !link.Target.StartsWith("https://", StringComparison.Ordinal) && !Leads(link.From, link.Target))
        .ShouldBeEmpty();

    [Fact]
    public void Pages_OfAllPackages_HaveNoPathOfThisMachine() => Built.Value.Pages
        .Where(static page => page.Value.Contains(Repository.Root.FullName, StringComparison.Ordinal) || page.Value.Contains('\r'))
        .ShouldBeEmpty();

    private static bool Leads(string from, string target)
    {
        var (file, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var folder = Path.GetDirectoryName("/" + from)!;
        var path = file.Length == 0 ? from : Path.GetFullPath(Path.Combine(folder, file))[1..];
        return Built.Value.Pages.TryGetValue(path, out var page) && (anchor is null || AnchorsOf(page).Contains(anchor));
    }

    private static HashSet<string> AnchorsOf(string page)
    {
        var anchors = new Anchors();
        return [.. Heading().Matches(page).Select(match => anchors.Next(match.Groups["text"].Value))];
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5_000)]
    private static partial Regex Heading();
}
