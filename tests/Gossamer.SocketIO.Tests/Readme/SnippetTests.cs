using System.Text.RegularExpressions;
using Gossamer.SocketIO.Generators;
using Gossamer.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Tests.Readme;

/// <summary>
/// Every snippet of the readmes, and of the pages on testing and for who comes from SignalR, compiles: a program as it stands, anything
/// else among what <see cref="Stage"/> has.
/// </summary>
public sealed partial class SnippetTests
{
    /// <summary>A class of tests has no Main, which its test framework brings.</summary>
    private const string NoEntryPoint = "CS5001";

    /// <summary>Those with the names of a server.</summary>
    private static readonly string[] Serving =
    [
        "src/Gossamer.SocketIO/README.md", "src/Gossamer.SocketIO.MessagePack/README.md", "docs/coming-from-signalr.md",
        "src/Gossamer.SocketIO.Mesh/README.md", "src/Gossamer.SocketIO.Redis/README.md",
    ];

    /// <summary>Those with the names of a test.</summary>
    private static readonly string[] Testing = ["src/Gossamer.SocketIO.Testing/README.md", "docs/testing.md"];

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))];

    public static TheoryData<string, int> Places => [.. Serving.Concat(Testing)
        .SelectMany(static file => Snippets(file).Select(snippet => new TheoryDataRow<string, int>(file, snippet.Line)))];

    public static TheoryData<string, int> Counts => new()
    {
        { Serving[0], 10 }, { Serving[1], 0 }, { Serving[2], 1 }, { Serving[3], 1 }, { Serving[4], 1 },
        { Testing[0], 1 }, { Testing[1], 8 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Snippet_OfAReadme_Compiles(string file, int line)
    {
        var code = Snippets(file).Single(snippet => snippet.Line == line).Code;
        Compilation compilation = CSharpCompilation.Create(
            "snippet",
            [
                CSharpSyntaxTree.ParseText(Stage.Usings, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(Stage.Types, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(Staged(file, code), cancellationToken: TestContext.Current.CancellationToken),
            ],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver.Create(new HubGenerator()).RunGeneratorsAndUpdateCompilation(
            compilation, out compilation, out var made, TestContext.Current.CancellationToken);
        made.ShouldBeEmpty(code);
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != NoEntryPoint)
            .Select(static diagnostic => diagnostic.ToString())
            .ShouldBeEmpty(code);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Snippets_OfAReadme_AreFound(string file, int more) => Snippets(file).Count().ShouldBeGreaterThan(more);

    [Fact]
    public void ClientOfStreams_OnThePageForSignalR_IsTheSamples() =>
        Repository.Read("docs/coming-from-signalr.md").ShouldContain(Repository.Read("samples/Hub/stream.js"));

    private static string Staged(string file, string code)
    {
        if (code.Contains("builder.Build()", StringComparison.Ordinal) || code.StartsWith("using ", StringComparison.Ordinal))
            return code;
        return Testing.Contains(file, StringComparer.Ordinal)
            ? TestStage.Usings + TestStage.NamesFor(code) + code + TestStage.TypesFor(code)
            : Stage.Names + code;
    }

    private static IEnumerable<(int Line, string Code)> Snippets(string file)
    {
        var text = Repository.Read(file);
        return Block().Matches(text).Select(match => (text[..match.Index].Count(static c => c == '\n') + 1, match.Groups["code"].Value));
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Block();
}
