using System.Text.RegularExpressions;
using Gossamer.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Tests.Readme;

/// <summary>
/// Every snippet of the library's readme compiles: a program as it stands, anything else among what <see cref="Stage"/> has.
/// </summary>
public sealed partial class SnippetTests
{
    private static readonly string Readme = Path.Combine(Repository.Root.FullName, "src", "Gossamer.SocketIO", "README.md");

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))];

    public static TheoryData<int> Lines => [.. Snippets().Select(static snippet => snippet.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Snippet_OfTheReadme_Compiles(int line)
    {
        var code = Snippets().Single(snippet => snippet.Line == line).Code;
        var isProgram = code.Contains("builder.Build()", StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "snippet",
            [
                CSharpSyntaxTree.ParseText(Stage.Usings, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(Stage.Types, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(isProgram ? code : Stage.Names + code, cancellationToken: TestContext.Current.CancellationToken),
            ],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => diagnostic.ToString())
            .ShouldBeEmpty(code);
    }

    [Fact]
    public void Snippets_OfTheReadme_AreFound() => Snippets().Count().ShouldBeGreaterThan(10);

    private static IEnumerable<(int Line, string Code)> Snippets()
    {
        var text = File.ReadAllText(Readme);
        return Block().Matches(text).Select(match => (text[..match.Index].Count(static c => c == '\n') + 1, match.Groups["code"].Value));
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Block();
}
