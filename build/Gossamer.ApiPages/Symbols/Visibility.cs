using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Symbols;

/// <summary>What a user of a package can name.</summary>
internal static class Visibility
{
    internal static bool IsVisible(this INamedTypeSymbol type) => type.CanBeReferencedByName
        && IsAccessible(type) && (type.ContainingType is not { } outer || outer.IsVisible());

    /// <summary>Public and protected members, without what the compiler has added, accessors, and explicit implementations.</summary>
    internal static bool IsVisible(this ISymbol member) => IsAccessible(member) && !member.IsSynthesized() && member switch
    {
        INamedTypeSymbol => false,
        IMethodSymbol method => method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator
            or MethodKind.Conversion,
        IFieldSymbol field => field.CanBeReferencedByName,
        _ => true,
    };

    /// <summary>The equality, text and parts of a record, and its constructor that copies.</summary>
    internal static bool IsSynthesized(this ISymbol member) => member.IsImplicitlyDeclared || member.Name == "EqualityContract"
        || member.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    /// <summary>A record struct is known by the printing that the compiler makes of it, and by nothing else in its metadata.</summary>
    internal static bool IsDeclaredAsRecord(this INamedTypeSymbol type) =>
        type.IsRecord || (type.IsValueType && type.GetMembers("PrintMembers").Any(IsSynthesized));

    private static bool IsAccessible(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public
        || (symbol.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal
            && symbol.ContainingType is { IsSealed: false });
}
