using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Parameters: what is passed for them.</summary>
internal static class ParameterParser
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.";

    /// <summary>Of a hub's method: an argument of the event, a service, or the token.</summary>
    public static ParameterModel Parse(IParameterSymbol parameter)
    {
        var source = parameter.Type.Is("System.Threading.CancellationToken") ? "call.CancellationToken"
            : parameter.GetAttributes().Any(static one => one.AttributeClass.Is("Microsoft.AspNetCore.Mvc.FromServicesAttribute"))
                || KeyOf(parameter) is not null ? Service(parameter, "call.Services")
            : "";
        return new ParameterModel(
            Identifiers.Escape(parameter.Name), parameter.Type.InCode(), source, source.Length == 0 ? DefaultOf(parameter) : "");
    }

    /// <summary>Of a client's method: an argument of the event, or the token.</summary>
    public static ParameterModel ParseClients(IParameterSymbol parameter)
    {
        var name = Identifiers.Escape(parameter.Name);
        var source = parameter.Type.Is("System.Threading.CancellationToken") ? name : "";
        return new ParameterModel(name, parameter.Type.InCode(), source, "");
    }

    /// <summary>A service from the container, for a parameter of a constructor or a method.</summary>
    public static string Service(IParameterSymbol parameter, string services)
    {
        var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.None).InCode();
        var isOptional = parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated;
        var method = isOptional ? "Get" : "GetRequired";
        var service = KeyOf(parameter) is { } key
            ? $"{Services}ServiceProviderKeyedServiceExtensions.{method}KeyedService<{type}>({services}, {key})"
            : $"{Services}ServiceProviderServiceExtensions.{method}Service<{type}>({services})";
        return parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is { } value && parameter.Type.IsReferenceType
            ? $"({service} ?? {Literals.Of(value, parameter.Type)})"
            : service + (isOptional ? "!" : "");
    }

    /// <summary>Why it cannot be an event's argument; null: it can.</summary>
    public static string? Fault(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: not RefKind.None } => "it is passed by reference",
        { Type.TypeKind: TypeKind.Delegate } => "a delegate does not travel; what a method returns is the acknowledgement",
        { Type.TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "a pointer does not travel",
        { Type.IsRefLikeType: true } => $"{parameter.Type.ToDisplayString()} lives on the stack alone; take an array",
        _ when parameter.Type.StreamItem(out _) is not null =>
            "clients send no streams; let them emit an event for each item",
        _ => null,
    };

    private static string? KeyOf(IParameterSymbol parameter) => parameter.GetAttributes()
        .Where(static one => one.AttributeClass.Is("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute"))
        .Select(static one => one.ConstructorArguments.Length > 0 ? Literals.Of(one.ConstructorArguments[0]) : "null").FirstOrDefault();

    /// <summary>What may be null by its annotation may be left out as well.</summary>
    private static string DefaultOf(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Literals.Of(parameter.ExplicitDefaultValue, parameter.Type)
        : parameter.NullableAnnotation == NullableAnnotation.Annotated ? $"default({parameter.Type.InCode()})"
        : "";
}
