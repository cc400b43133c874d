using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Symbols;

/// <summary>Which public types there are, and where their pages are.</summary>
internal sealed class PageMap
{
    private readonly Dictionary<ISymbol, TypeEntry> _entries = new(SymbolEqualityComparer.Default);

    internal PageMap(IReadOnlyList<Package> packages)
    {
        foreach (var package in packages)
        {
            var documented = package.Comments.Descendants("member").Select(static member => (string?)member.Attribute("name"))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var type in TypesIn(package.Assembly.GlobalNamespace))
                _entries[type] = new(package, type, member => documented.Contains(member.GetDocumentationCommentId()));
        }

        Types = [.. _entries.Values.OrderBy(static entry => entry.Path, StringComparer.Ordinal)];
        var paths = Types.CountBy(static entry => entry.Path, StringComparer.OrdinalIgnoreCase);
        if (paths.FirstOrDefault(static path => path.Value > 1).Key is { } path)
            throw new InvalidOperationException($"Two types have the page {path}: their names differ in namespace or case alone.");
    }

    /// <summary>By path.</summary>
    internal IReadOnlyList<TypeEntry> Types { get; }

    internal TypeEntry? EntryOf(INamedTypeSymbol type) => _entries.GetValueOrDefault(type.OriginalDefinition);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(
        static member => member switch
        {
            INamespaceSymbol inner => TypesIn(inner),
            INamedTypeSymbol type when type.IsVisible() => TypesIn(type).Prepend(type),
            _ => [],
        });
}
