using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>What code in a hub class may name: what is private in the class itself as well, but nothing that is local to a file.</summary>
internal readonly struct HubReach(Compilation compilation, INamedTypeSymbol hub)
{
    public INamedTypeSymbol Hub => hub;

    /// <summary>Whether code can make the attribute.</summary>
    public bool Includes(AttributeData attribute) =>
        attribute is { AttributeClass: { } type, AttributeConstructor: { } constructor }
        && Includes(type)
        && compilation.IsSymbolAccessibleWithin(constructor, Hub)
        && attribute.ConstructorArguments.All(Includes)
        && attribute.NamedArguments.Select(static one => one.Value).All(Includes);

    private bool Includes(TypedConstant constant) => constant switch
    {
        { IsNull: true } or { Kind: TypedConstantKind.Primitive } => true,
        { Kind: TypedConstantKind.Array } => Includes(constant.Type!) && constant.Values.All(Includes),
        { Kind: TypedConstantKind.Type } => Includes((ITypeSymbol)constant.Value!),
        _ => Includes(constant.Type!),
    };

    private bool Includes(ITypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, Hub) && !IsFileLocal(type);

    private static bool IsFileLocal(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsFileLocal(array.ElementType),
        INamedTypeSymbol named => named.IsFileLocal || IsFileLocal(named.ContainingType) || named.TypeArguments.Any(IsFileLocal),
        _ => false,
    };
}
