using Gossamer.ApiPages.Comments;
using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>What all pages share: comments, links, and what is wrong with either.</summary>
internal sealed class PageWriter(Compilation compilation, PageMap map, CommentReader comments, List<string> problems)
{
    internal Comment CommentOf(ISymbol symbol) => comments.Of(symbol);

    /// <summary>Text on the page of a type, or of a package where there is none, about a symbol.</summary>
    internal Prose Prose(TypeEntry? page, Package package, ISymbol about) =>
        new(compilation, new Links(map, package, page), problem => problems.Add($"{about.ToDisplayString()}: {problem}"));

    /// <summary>The summary, or where it is to be read. One of the two must be.</summary>
    internal IEnumerable<string> Summary(ISymbol symbol, Comment comment, Prose prose)
    {
        if (comment.Summary is { } summary)
            return prose.Blocks(summary);

        if (comment.Origin is { } origin)
            return [$"{(symbol.IsOverride ? "Overrides" : "Implements")} {prose.Links.To(origin, isQualified: true)}."];

        problems.Add($"{symbol.ToDisplayString()}: it has no summary");
        return [];
    }
}
