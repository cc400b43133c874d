using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Symbols;

/// <summary>A public type, its page, and the members on it in the order of the page.</summary>
internal sealed class TypeEntry
{
    private static readonly string[] Order = ["Constructors", "Fields", "Properties", "Methods", "Events", "Operators"];

    private readonly Dictionary<ISymbol, string> _anchors = new(SymbolEqualityComparer.Default);

    internal TypeEntry(Package package, INamedTypeSymbol type, Func<ISymbol, bool> isDocumented)
    {
        (Package, Type) = (package, type);
        Path = $"{package.Name}/{FileName(type)}.md";
        Title = $"{type.ToDisplayString(SymbolFormats.Name)} {type.Keyword()}";
        Groups = type.TypeKind is TypeKind.Enum or TypeKind.Delegate ? [] : GroupsOf(type, isDocumented);
        var anchors = new Anchors();
        anchors.Next(Title);
        foreach (var group in Groups)
        {
            anchors.Next(group.Key);
            foreach (var member in group)
                _anchors[member] = anchors.Next(HeadingOf(member));
        }
    }

    internal Package Package { get; }

    internal INamedTypeSymbol Type { get; }

    /// <summary>The page's path from the folder of all packages.</summary>
    internal string Path { get; }

    internal string Title { get; }

    /// <summary>The members by the headings above them.</summary>
    internal IReadOnlyList<IGrouping<string, ISymbol>> Groups { get; }

    internal IEnumerable<ISymbol> Members => Groups.SelectMany(static group => group);

    internal static string HeadingOf(ISymbol member) => member.ToDisplayString(SymbolFormats.Heading);

    /// <summary>The fragment of the member's heading, if it has one on this page.</summary>
    internal string? AnchorOf(ISymbol member) => _anchors.GetValueOrDefault(member);

    /// <summary>As the paths of Microsoft's pages have it: <c>Outer.Inner-1</c>.</summary>
    private static string FileName(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? FileName(outer) + "." : "") + type.MetadataName.Replace('`', '-');

    private static IGrouping<string, ISymbol>[] GroupsOf(INamedTypeSymbol type, Func<ISymbol, bool> isDocumented) =>
    [
        .. type.GetMembers().Where(Visibility.IsVisible).Where(member => isDocumented(member) || !IsDefaultConstructor(member))
            .OrderBy(static member => member.Name, StringComparer.Ordinal)
            .ThenBy(static member => (member as IMethodSymbol)?.Parameters.Length)
            .ThenBy(static member => (member as IMethodSymbol)?.Arity)
            .ThenBy(static member => member.GetDocumentationCommentId(), StringComparer.Ordinal)
            .GroupBy(GroupOf, StringComparer.Ordinal)
            .OrderBy(static group => Array.IndexOf(Order, group.Key)),
    ];

    /// <summary>One that nobody wrote has no comment; one that somebody wrote must have one (CS1591).</summary>
    private static bool IsDefaultConstructor(ISymbol member) => member is IMethodSymbol
    {
        MethodKind: MethodKind.Constructor, Parameters.Length: 0,
    };

    private static string GroupOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "Constructors",
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => "Methods",
        IMethodSymbol => "Operators",
        IFieldSymbol => "Fields",
        IEventSymbol => "Events",
        _ => "Properties",
    };
}
