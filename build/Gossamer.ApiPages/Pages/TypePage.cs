using System.Globalization;
using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>The page of a type: what it is, how it is declared, its relatives, and its members.</summary>
internal static class TypePage
{
    internal static string Of(TypeEntry entry, PageMap map, PageWriter writer)
    {
        var prose = writer.Prose(entry, entry.Package, entry.Type);
        IEnumerable<string> blocks =
        [
            $"# {Markdown.Code(entry.Type.ToDisplayString(SymbolFormats.Name))} {entry.Type.Keyword()}",
            $"Package [{entry.Package.Name}](README.md), namespace {Markdown.Code(entry.Type.ContainingNamespace.ToDisplayString())}.",
            .. MemberSection.Of(entry.Type, writer, prose),
            .. Relatives.Of(entry, map, prose.Links),
            .. entry.Type.TypeKind == TypeKind.Enum ? Values(entry, writer) : [],
            .. entry.Groups.SelectMany(group => Members(group, entry, writer)),
        ];
        return string.Join("\n\n", blocks) + "\n";
    }

    private static IEnumerable<string> Members(IGrouping<string, ISymbol> group, TypeEntry entry, PageWriter writer) =>
        group.SelectMany(member => MemberSection.Of(member, writer, writer.Prose(entry, entry.Package, member))
            .Prepend($"### {Markdown.Code(TypeEntry.HeadingOf(member))}")).Prepend($"## {group.Key}");

    private static IEnumerable<string> Values(TypeEntry entry, PageWriter writer)
    {
        var rows = entry.Type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue)
            .Select(field => (Field: field, Prose: writer.Prose(entry, entry.Package, field)))
            .Select(one => Markdown.Row(
                Markdown.Code(one.Field.Name),
                Convert.ToString(one.Field.ConstantValue, CultureInfo.InvariantCulture)!,
                string.Join("<br>", writer.Summary(one.Field, writer.CommentOf(one.Field), one.Prose))));
        return ["## Values", string.Join('\n', rows.Prepend("|---|---|---|").Prepend(Markdown.Row("name", "value", "summary")))];
    }
}
