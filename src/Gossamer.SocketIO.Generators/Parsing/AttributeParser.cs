using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Attributes as code that makes them, for authorization and filters: nothing looks for them at run time.</summary>
internal static class AttributeParser
{
    private const string Authorization = "Microsoft.AspNetCore.Authorization.";
    private const string AuthorizeData = Authorization + "IAuthorizeData";

    /// <summary>Those of a method and of what it overrides.</summary>
    public static IEnumerable<AttributeData> Of(IMethodSymbol method)
    {
        for (var one = method; one is not null; one = one.OverriddenMethod)
        {
            foreach (var attribute in one.GetAttributes())
                yield return attribute;
        }
    }

    /// <summary>Those of a class and of its bases, up to the library's own.</summary>
    public static IEnumerable<AttributeData> Of(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(static one => one.GetAttributes());

    /// <summary>Those that generated code makes. One of authorization is never left out: it is told where it cannot be made.</summary>
    public static List<AttributeData> Wanted(
        IEnumerable<AttributeData> attributes, in HubReach reach, ISymbol target, Action<DiagnosticModel> report)
    {
        var wanted = new List<AttributeData>();
        foreach (var attribute in attributes.Where(IsWanted))
        {
            if (reach.Includes(attribute))
                wanted.Add(attribute);
            else if (IsAuthorization(attribute.AttributeClass!))
                report(DiagnosticModel.Create(
                    HubDiagnostics.Unreachable,
                    target.Locations.FirstOrDefault(static one => one.IsInSource) ?? reach.Hub.Locations.FirstOrDefault(),
                    attribute.AttributeClass!.ToDisplayString(),
                    target.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                    reach.Hub.Name));
        }

        return wanted;
    }

    public static string InCode(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Literals.Of));
        var named = string.Join(", ", attribute.NamedArguments.Select(static one => $"{one.Key} = {Literals.Of(one.Value)}"));
        return $"new {attribute.AttributeClass!.InCode()}({arguments})" + (named.Length == 0 ? "" : $" {{ {named} }}");
    }

    public static bool HasSchemes(AttributeData attribute) =>
        attribute.AttributeClass!.Implements(AuthorizeData)
        && attribute.NamedArguments.Any(static one => one is { Key: "AuthenticationSchemes", Value.IsNull: false });

    /// <summary>Those that say something to the compiler or to .NET say nothing to a filter.</summary>
    private static bool IsWanted(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && (IsAuthorization(type) || (!IsOfSystem(type) && !type.Is("Gossamer.SocketIO.EventNameAttribute")));

    private static bool IsAuthorization(ITypeSymbol type) =>
        type.Implements(AuthorizeData)
        || type.Implements(Authorization + "IAuthorizationRequirementData")
        || type.Implements(Authorization + "IAllowAnonymous");

    private static bool IsOfSystem(ITypeSymbol type)
    {
        var ns = type.ContainingNamespace.ToDisplayString();
        return ns == "System" || ns.StartsWith("System.", StringComparison.Ordinal);
    }
}
