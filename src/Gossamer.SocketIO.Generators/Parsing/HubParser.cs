using System.Text;
using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Reads a hub class. What it gives holds no symbol and no syntax.</summary>
internal static class HubParser
{
    public const string HubType = "Gossamer.SocketIO.SocketHub";

    /// <summary>Null: the class is no hub, is abstract, or is read at another of its parts.</summary>
    public static HubModel? Parse(GeneratorSyntaxContext syntax, CancellationToken cancellation)
    {
        var node = (ClassDeclarationSyntax)syntax.Node;
        if (syntax.SemanticModel.GetDeclaredSymbol(node, cancellation) is not { IsAbstract: false } hub
            || !hub.SelfAndBases().Skip(1).Any(IsLibrarys) || !IsFirstPart(hub, node, cancellation))
            return null;

        var diagnostics = new List<DiagnosticModel>();
        var parts = PartsOf(hub, diagnostics.Add, cancellation);
        if (hub.IsFileLocal)
            diagnostics.Add(DiagnosticModel.Create(HubDiagnostics.FileLocal, hub.Locations.FirstOrDefault(), hub.Name));
        var reach = new HubReach(syntax.SemanticModel.Compilation, hub);
        var attributes = AttributeParser.Wanted(AttributeParser.Of(hub), reach, hub, diagnostics.Add);
        if (attributes.Any(AttributeParser.HasSchemes))
            diagnostics.Add(DiagnosticModel.Create(HubDiagnostics.Schemes, hub.Locations.FirstOrDefault(), hub.Name));
        return new HubModel(
            FileNameOf(hub),
            hub.ContainingNamespace.IsGlobalNamespace ? "" : hub.ContainingNamespace.ToDisplayString(),
            parts,
            hub.InCode(),
            CreationOf(hub, diagnostics.Add),
            attributes.Select(AttributeParser.InCode).ToEquatable(),
            MethodsOf(hub, reach, diagnostics.Add).ToEquatable(),
            ClientParser.Parse(hub, diagnostics.Add),
            diagnostics.ToEquatable());
    }

    public static bool IsLibrarys(INamedTypeSymbol type) => type.Is(HubType);

    private static List<MethodModel> MethodsOf(INamedTypeSymbol hub, HubReach reach, Action<DiagnosticModel> report)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var methods = new List<MethodModel>();
        foreach (var method in MethodParser.Of(hub))
        {
            var model = MethodParser.Parse(method, reach, report);
            if (!names.Add(model.EventName))
                report(DiagnosticModel.Create(
                    HubDiagnostics.DuplicateEvent,
                    method.Locations.FirstOrDefault(),
                    method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                    hub.Name,
                    model.EventName));
            methods.Add(model);
        }

        return methods;
    }

    private static string CreationOf(INamedTypeSymbol hub, Action<DiagnosticModel> report)
    {
        var constructors = hub.InstanceConstructors.Where(static one => one.DeclaredAccessibility == Accessibility.Public).ToList();
        var chosen = constructors.Count == 1 ? constructors[0] : constructors.FirstOrDefault(static one => one.GetAttributes().Any(
            static a => a.AttributeClass.Is("Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute")));
        if (chosen is null)
        {
            report(DiagnosticModel.Create(HubDiagnostics.NoConstructor, hub.Locations.FirstOrDefault(), hub.Name));
            return "";
        }

        var services = chosen.Parameters.Select(static one => ParameterParser.Service(one, "services"));
        return $"new {hub.InCode()}({string.Join(", ", services)})";
    }

    /// <summary>The class and the types around it, as they are opened again.</summary>
    private static EquatableArray<string> PartsOf(INamedTypeSymbol hub, Action<DiagnosticModel> report, CancellationToken cancellation)
    {
        var parts = new List<string>();
        for (var type = hub; type is not null; type = type.ContainingType)
        {
            var declarations = type.DeclaringSyntaxReferences.Select(one => one.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
                .ToList();
            if (!declarations.Exists(static one => one.Modifiers.Any(SyntaxKind.PartialKeyword)))
                report(DiagnosticModel.Create(HubDiagnostics.NotPartial, type.Locations.FirstOrDefault(), type.Name, hub.Name));
            var arguments = type.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => p.Name))}>";
            parts.Insert(0, $"partial {KeywordOf(type)} {Identifiers.Escape(type.Name)}{arguments}");
        }

        return parts.ToEquatable();
    }

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static bool IsFirstPart(INamedTypeSymbol hub, ClassDeclarationSyntax node, CancellationToken cancellation) =>
        hub.DeclaringSyntaxReferences.Select(one => one.GetSyntax(cancellation))
            .FirstOrDefault(static one => one is ClassDeclarationSyntax { BaseList: not null }) == node;

    private static string FileNameOf(INamedTypeSymbol hub)
    {
        var name = new StringBuilder();
        foreach (var letter in hub.ToDisplayString())
            name.Append(char.IsLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-');
        return name.ToString();
    }
}
