using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>The pages that list packages and types.</summary>
internal static class IndexPage
{
    internal static string OfAll(IReadOnlyList<Package> packages) => $"""
        # The API of the packages

        Generated from the XML documentation comments by `dotnet run --project build/Gossamer.ApiPages`: edit the comments, not these pages.

        | package | description |
        |---|---|
        {string.Join('\n', packages.Select(static package => Markdown.Row(
            Markdown.Link(package.Name, $"{package.Name}/README.md"), Markdown.Text(package.Description))))}

        """;

    internal static string Of(Package package, PageMap map, PageWriter writer) => $"""
        # {package.Name}

        {Markdown.Text(package.Description)} [All packages](../README.md).
        {string.Concat(map.Types.Where(type => type.Package == package)
            .GroupBy(static type => type.Type.ContainingNamespace.ToDisplayString(), StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal).Select(group => OfNamespace(group, writer)))}
        """;

    private static string OfNamespace(IGrouping<string, TypeEntry> types, PageWriter writer) => $"""

        ## Namespace {types.Key}

        | type | kind | summary |
        |---|---|---|
        {string.Join('\n', types.Select(type => RowOf(type, writer)))}

        """;

    private static string RowOf(TypeEntry entry, PageWriter writer)
    {
        var prose = writer.Prose(null, entry.Package, entry.Type);
        return Markdown.Row(prose.Links.To(entry.Type), entry.Type.Keyword(), prose.FirstBlock(writer.CommentOf(entry.Type).Summary));
    }
}
