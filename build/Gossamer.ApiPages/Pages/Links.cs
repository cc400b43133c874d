using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>Links from one page.</summary>
/// <param name="map">Where the pages are.</param>
/// <param name="package">Whose page it is.</param>
/// <param name="page">The type that it is of; null: a package's.</param>
internal sealed class Links(PageMap map, Package package, TypeEntry? page)
{
    private const string Microsoft = "https://learn.microsoft.com/dotnet/api/";

    /// <summary>The symbol's name, as a link where there is something to link to.</summary>
    internal string To(ISymbol symbol, bool isQualified = false) => To(symbol, Markdown.Code(NameOf(symbol, isQualified)));

    internal string To(ISymbol symbol, string text) =>
        TargetOf(symbol.OriginalDefinition) is { } target ? Markdown.Link(text, target) : text;

    /// <summary>A type as it is used, as a link to the first type of these packages in it: <c>Task&lt;Socket&gt;</c> to Socket.</summary>
    internal string ToUsed(ITypeSymbol type) => FirstIn(type) is { } documented
        ? To(documented, Markdown.Code(Signature.OfType(type)))
        : Markdown.Code(Signature.OfType(type));

    private INamedTypeSymbol? FirstIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => FirstIn(array.ElementType),
        INamedTypeSymbol named when map.EntryOf(named) is not null => named,
        INamedTypeSymbol named => named.TypeArguments.Select(FirstIn).FirstOrDefault(static found => found is not null),
        _ => null,
    };

    private string NameOf(ISymbol symbol, bool isQualified)
    {
        if (symbol is not INamedTypeSymbol && symbol.ContainingType is { } type
            && (isQualified || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, page?.Type)))
            return $"{type.ToDisplayString(SymbolFormats.Name)}.{ShortNameOf(symbol)}";

        return symbol is INamedTypeSymbol ? symbol.ToDisplayString(SymbolFormats.Name) : ShortNameOf(symbol);
    }

    private static string ShortNameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } or IPropertySymbol { IsIndexer: true } => TypeEntry.HeadingOf(symbol),
        _ => symbol.Name,
    };

    private string? TargetOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null)
            return null;

        if (map.EntryOf(type) is not { } entry)
            return IsMicrosofts(symbol) ? Microsoft + PathOf(symbol) : null;

        var file = entry == page ? "" : entry.Package == package ? Path.GetFileName(entry.Path) : "../" + entry.Path;
        var anchor = entry.AnchorOf(symbol);
        return anchor is not null ? $"{file}#{anchor}" : file.Length > 0 ? file : null;
    }

    private static bool IsMicrosofts(ISymbol symbol) => symbol.ContainingAssembly is { Name: var assembly }
        && (assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static string PathOf(ISymbol symbol) => symbol is INamedTypeSymbol type
        ? $"{(type.ContainingType is { } outer ? PathOf(outer) : type.ContainingNamespace.ToDisplayString().ToLowerInvariant())}."
            + type.MetadataName.Replace('`', '-').ToLowerInvariant()
        : $"{PathOf(symbol.ContainingType)}.{symbol.MetadataName.TrimStart('.').ToLowerInvariant()}";
}
