using Gossamer.ApiPages.Comments;
using Gossamer.ApiPages.Pages;
using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages;

/// <summary>The pages of some packages: one of all packages, one of each package, one of each of its public types.</summary>
/// <param name="Pages">Path and Markdown, ordered by path.</param>
/// <param name="Problems">What the comments lack, in words: members without a summary, links that lead nowhere, unknown elements.</param>
internal sealed record ApiSite(IReadOnlyDictionary<string, string> Pages, IReadOnlyList<string> Problems)
{
    internal static ApiSite Of(Compilation compilation, IReadOnlyList<Package> packages)
    {
        var map = new PageMap(packages);
        var problems = new List<string>();
        var writer = new PageWriter(compilation, map, new CommentReader(compilation, packages), problems);
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = IndexPage.OfAll(packages) };
        foreach (var package in packages)
            pages[$"{package.Name}/README.md"] = IndexPage.Of(package, map, writer);
        foreach (var type in map.Types)
            pages[type.Path] = TypePage.Of(type, map, writer);

        return new(pages, [.. problems.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
