using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.ApiPages.Tests;

/// <summary>A package that a test has compiled.</summary>
internal static class Library
{
    private static readonly IReadOnlyList<MetadataReference> Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The pages of a package named Lib.</summary>
    /// <param name="source">Its types, in the namespace Lib.</param>
    internal static ApiSite Pages(string source)
    {
        var library = Compile("Lib", $"namespace Lib;\n#nullable enable\n{source}");
        var comments = new MemoryStream();
        var binary = new MemoryStream();
        var result = library.Emit(binary, xmlDocumentationStream: comments, cancellationToken: TestContext.Current.CancellationToken);
        result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();

        var reference = MetadataReference.CreateFromImage(binary.ToArray());
        var compilation = CSharpCompilation.Create("pages", references: [.. Framework, reference], options: PackageProject.Everything);
        comments.Position = 0;
        return ApiSite.Of(compilation, [new(
            "Lib",
            "A library.",
            (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!,
            XDocument.Load(comments, LoadOptions.PreserveWhitespace))]);
    }

    /// <summary>The page of a type.</summary>
    /// <param name="source">What the package is compiled of.</param>
    /// <param name="type">Its name.</param>
    internal static string Page(string source, string type) => Pages(source).Pages[$"Lib/{type}.md"];

    private static CSharpCompilation Compile(string name, string source) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, new(LanguageVersion.Preview, DocumentationMode.Parse))],
        Framework,
        new(OutputKind.DynamicallyLinkedLibrary));
}
