using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>The types of these packages that a type has to do with, and what it has of them.</summary>
internal static class Relatives
{
    internal static IEnumerable<string> Of(TypeEntry entry, PageMap map, Links links)
    {
        IEnumerable<string> lines =
        [
            .. Ancestors(entry.Type).Select(map.EntryOf).OfType<TypeEntry>()
                .Select(parent => Line("Inherited from", parent, parent.Members.Where(IsInherited), links)),
            .. Derived(entry, map, links),
            .. map.Types.Select(type => (Type: type, Members: Extensions(type, entry.Type).ToList()))
                .Where(static extender => extender.Members.Count > 0)
                .Select(extender => Line("Extended by", extender.Type, extender.Members, links)),
            .. Nested(entry, map, links),
        ];
        var list = lines.ToList();
        return list.Count == 0 ? [] : [string.Join('\n', list)];
    }

    private static IEnumerable<string> Derived(TypeEntry entry, PageMap map, Links links)
    {
        var types = map.Types.Where(type => Signature.Bases(type.Type).Any(parent => IsSame(parent, entry.Type))).ToList();
        var verb = entry.Type.TypeKind == TypeKind.Interface ? "Implemented by" : "Base of";
        return types.Count == 0 ? [] : [$"- {verb} {string.Join(", ", types.Select(type => links.To(type.Type)))}"];
    }

    private static IEnumerable<string> Nested(TypeEntry entry, PageMap map, Links links)
    {
        var types = entry.Type.GetTypeMembers().Where(type => map.EntryOf(type) is not null)
            .OrderBy(static type => type.Name, StringComparer.Ordinal).ToList();
        return types.Count == 0 ? [] : [$"- Nested types: {string.Join(", ", types.Select(type => links.To(type)))}"];
    }

    /// <summary>A type with the names of some of its members, of overloads the first.</summary>
    private static string Line(string verb, TypeEntry type, IEnumerable<ISymbol> members, Links links)
    {
        var names = string.Join(", ", members.DistinctBy(static member => member.Name, StringComparer.Ordinal)
            .Select(member => links.To(member, Markdown.Code(member.Name))));
        return $"- {verb} {links.To(type.Type)}{(names.Length > 0 ? ": " : "")}{names}";
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            yield return parent;
        foreach (var one in type.AllInterfaces.Where(_ => type.TypeKind == TypeKind.Interface))
            yield return one;
    }

    private static bool IsInherited(ISymbol member) =>
        member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary } && !member.IsStatic;

    private static IEnumerable<ISymbol> Extensions(TypeEntry extender, INamedTypeSymbol type) => extender.Members.OfType<IMethodSymbol>()
        .Where(method => method.IsExtensionMethod && IsSame(method.Parameters[0].Type, type));

    private static bool IsSame(ITypeSymbol one, INamedTypeSymbol other) =>
        SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other);
}
