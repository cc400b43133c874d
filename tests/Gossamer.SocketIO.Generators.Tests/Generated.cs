using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Generators.Tests;

/// <summary>What the generator makes of a source, and what the compiler says to both together.</summary>
internal sealed record Generated(
    IReadOnlyList<string> Files, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Diagnostic> Errors)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        global using Gossamer.SocketIO;
        global using Microsoft.AspNetCore.Authorization;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Gossamer.SocketIO.Generators", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    public static Generated From(string source)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new HubGenerator());
        driver = driver.RunGeneratorsAndUpdateCompilation(
            Compile(source), out var output, out var diagnostics, TestContext.Current.CancellationToken);
        return new Generated(
            [.. driver.GetRunResult().GeneratedTrees.Select(static tree => tree.ToString())],
            diagnostics,
            [.. output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static one => one.Severity == DiagnosticSeverity.Error)]);
    }

    public static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "hubs",
        [Parse(Usings), Parse(source)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source) =>
        CSharpSyntaxTree.ParseText(source, path: "Source.cs", cancellationToken: TestContext.Current.CancellationToken);
}
