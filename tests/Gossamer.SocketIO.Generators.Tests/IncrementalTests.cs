using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Generators.Tests;

public sealed class IncrementalTests
{
    private const string Hub = """
        interface I { Task A(int a); }
        [Authorize] partial class H(string s) : SocketHub<I> { public void A(int a = 1) { } public IAsyncEnumerable<int> B() => null!; }
        """;

    [Theory]
    [InlineData("class Other { }", true)]
    [InlineData("partial class H { public void C() { } }", false)]
    public void Hub_AfterAChangeElsewhere_IsNotMadeAgain(string added, bool isSame)
    {
        var before = Generated.Compile(Hub);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HubGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(before, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(before.AddSyntaxTrees(Generated.Parse(added)), TestContext.Current.CancellationToken);

        var reasons = driver.GetRunResult().Results.Single().TrackedSteps[HubGenerator.HubStep]
            .SelectMany(static step => step.Outputs).Select(static output => output.Reason);

        var isMadeAgain = reasons.ShouldHaveSingleItem()
            is not (IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached);
        isMadeAgain.ShouldBe(!isSame);
    }

    [Fact]
    public void Models_HoldNoSymbolsAndNoSyntax() => typeof(HubGenerator).Assembly.GetTypes()
        .Where(static type => type.Namespace == "Gossamer.SocketIO.Generators.Model")
        .SelectMany(static type => type.GetProperties().Select(static property => property.PropertyType))
        .Where(static type => typeof(ISymbol).IsAssignableFrom(type) || typeof(SyntaxNode).IsAssignableFrom(type)
            || typeof(Location).IsAssignableFrom(type))
        .ShouldBeEmpty();
}
