using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Attributes as code that makes them, for authorization and filters: nothing looks for them at run time.</summary>
internal static class AttributeParser
{
    private const string AuthorizeData = "Microsoft.AspNetCore.Authorization.IAuthorizeData";

    /// <summary>Those of a method and of what it overrides.</summary>
    public static IEnumerable<AttributeData> Of(IMethodSymbol method)
    {
        for (var one = method; one is not null; one = one.OverriddenMethod)
        {
            foreach (var attribute in one.GetAttributes().Where(IsWanted))
                yield return attribute;
        }
    }

    /// <summary>Those of a class and of its bases, up to the library's own.</summary>
    public static IEnumerable<AttributeData> Of(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(static one => one.GetAttributes()).Where(IsWanted);

    public static string InCode(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Literals.Of));
        var named = string.Join(", ", attribute.NamedArguments.Select(static one => $"{one.Key} = {Literals.Of(one.Value)}"));
        return $"new {attribute.AttributeClass!.InCode()}({arguments})" + (named.Length == 0 ? "" : $" {{ {named} }}");
    }

    public static bool HasSchemes(AttributeData attribute) =>
        attribute.AttributeClass!.Implements(AuthorizeData)
        && attribute.NamedArguments.Any(static one => one is { Key: "AuthenticationSchemes", Value.IsNull: false });

    /// <summary>Those that say something to the compiler or to .NET say nothing to a filter, and some cannot be made.</summary>
    private static bool IsWanted(AttributeData attribute) =>
        attribute.AttributeClass is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } type
        && type.ContainingNamespace.ToDisplayString() is var ns
        && ns != "System" && !ns.StartsWith("System.", StringComparison.Ordinal)
        && !type.Is("Gossamer.SocketIO.EventNameAttribute");
}
