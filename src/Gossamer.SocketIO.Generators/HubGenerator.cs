using Gossamer.SocketIO.Generators.Emitting;
using Gossamer.SocketIO.Generators.Model;
using Gossamer.SocketIO.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gossamer.SocketIO.Generators;

/// <summary>
/// Adds to each hub class what makes and calls it, and what stands for its clients, so that nothing of it needs reflection.
/// <code>
/// classes with a base --is it a hub?--> HubModel (texts, equatable) --> diagnostics, or one file for each hub
/// </code>
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HubGenerator : IIncrementalGenerator
{
    /// <summary>The step after which nothing runs while a hub stays as it is.</summary>
    internal const string HubStep = "Hubs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var hubs = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (syntax, cancellation) => HubParser.Parse(syntax, cancellation))
            .Where(static hub => hub is not null)
            .WithTrackingName(HubStep);
        context.RegisterSourceOutput(hubs, static (output, hub) => Generate(output, hub!));
    }

    private static void Generate(SourceProductionContext output, HubModel hub)
    {
        var isComplete = true;
        foreach (var diagnostic in hub.Diagnostics.Select(static one => one.ToDiagnostic()))
        {
            isComplete &= diagnostic.Severity != DiagnosticSeverity.Error;
            output.ReportDiagnostic(diagnostic);
        }

        if (isComplete)
            output.AddSource(hub.FileName + ".g.cs", HubWriter.Write(hub));
    }
}
