using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Comments;

/// <summary>Whose comment a bare <c>inheritdoc</c> means.</summary>
internal static class Overridden
{
    internal static ISymbol? By(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } parent ? parent : type.Interfaces.FirstOrDefault(),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.BaseType?.InstanceConstructors
            .FirstOrDefault(other => HaveSameTypes(other.Parameters, constructor.Parameters)),
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        IEventSymbol { OverriddenEvent: { } @event } => @event,
        _ => InInterface(symbol),
    };

    private static ISymbol? InInterface(ISymbol symbol) => symbol.ContainingType.AllInterfaces
        .SelectMany(static one => one.GetMembers())
        .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(
            symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol));

    private static bool HaveSameTypes(IEnumerable<IParameterSymbol> left, IEnumerable<IParameterSymbol> right) =>
        left.Select(TypeOf).SequenceEqual(right.Select(TypeOf), SymbolEqualityComparer.Default);

    private static ITypeSymbol TypeOf(IParameterSymbol parameter) => parameter.Type;
}
