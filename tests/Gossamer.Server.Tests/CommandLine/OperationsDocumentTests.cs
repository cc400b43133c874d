using System.CommandLine;
using System.Text.RegularExpressions;
using Gossamer.Server.CommandLine;
using Gossamer.Tests;

namespace Gossamer.Server.Tests.CommandLine;

/// <summary>
/// docs/operations.md has every option, with its default, unit and range, every key of the configuration, every variable.
/// </summary>
public sealed partial class OperationsDocumentTests
{
    private static readonly string Page = Repository.Read("docs/operations.md");
    private static readonly RootCommand Root = GossamerCommand.Create();
    private static readonly List<DocumentedOption> Documented = [.. DocumentedOption.ReadAll(Page)];

    [Fact]
    public void Options_OfAllCommands_AreThoseOfTheTables()
    {
        var documented = Documented.Select(static row => row with { Range = "" }).ToList();
        var real = DocumentedOption.Of(Root).ToList();

        real.Except(documented).ShouldBeEmpty("lacking, or said otherwise");
        documented.Except(real).ShouldBeEmpty("not there");
        documented.Select(static row => row.Name).Order(StringComparer.Ordinal)
            .ShouldBe(real.Select(static row => row.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_OfTheDoctor_AreOnesOfServe()
    {
        var (doctor, serve) = (OptionsOf("doctor"), OptionsOf("serve"));

        doctor.Count.ShouldBeGreaterThan(30);
        doctor.Except(serve, StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>The ends of each range are taken, and what is beyond them is refused, by the parser itself.</summary>
    [Fact]
    public void Ranges_OfNumbers_AreThoseOfTheParser()
    {
        var checkedOnes = 0;
        foreach (var row in Documented)
        {
            var option = OptionOf(row, out var command);
            if (option.ValueType != typeof(int) && option.ValueType != typeof(int?))
                continue;
            var (within, beyond) = row.Ends() ?? throw new InvalidOperationException($"{row.Name}: \"{row.Range}\" is no range of numbers");
            within.Where(value => Faults(command, row.Name, value) > 0).ShouldBeEmpty($"{row.Name} does not take these of {row.Range}");
            beyond.Where(value => Faults(command, row.Name, value) == 0).ShouldBeEmpty($"{row.Name} takes these beyond {row.Range}");
            checkedOnes++;
        }

        checkedOnes.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Ranges_OfChoices_AreThoseOfTheirType()
    {
        foreach (var row in Documented)
            if (OptionOf(row, out _).ValueType is { IsEnum: true } type)
                row.Range.Split(", ").Order(StringComparer.Ordinal)
                    .ShouldBe(Enum.GetNames(type).Order(StringComparer.Ordinal), row.Name);
    }

    [Fact]
    public void Variables_OfTheEnvironment_AreThoseOfTheTable() =>
        Sources("src/Gossamer.Server").SelectMany(static text => Variable.Matches(text)).Select(static match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(VariableRow.Matches(Page).Select(static match => match.Groups["name"].Value), ignoreOrder: true);

    /// <summary>The keys that the reader of the configuration looks for.</summary>
    [Fact]
    public void Keys_OfTheConfiguration_AreThoseOfTheTable() =>
        Sources("src/Gossamer.Server/Configuration").SelectMany(static text => Key.Matches(text))
            .Select(static match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .ShouldBe(
                KeyRow.Matches(Page).Select(static match => match.Groups["name"].Value.Split('.')[^1]).Distinct(StringComparer.Ordinal),
                ignoreOrder: true);

    private static List<string> OptionsOf(string command) =>
        [.. Root.Subcommands.Single(sub => sub.Name == command).Options.Select(static option => option.Name)];

    private static Option OptionOf(DocumentedOption row, out Command command)
    {
        command = Root;
        foreach (var word in row.Commands.Split(", ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            command = command.Subcommands.Single(sub => sub.Name == word);
        return command.Options.Single(option => option.Name == row.Name);
    }

    private static int Faults(Command command, string option, string value) => command.Parse([.. Arguments(command), option, value]).Errors
        .Count(error => error.Message.Contains(option, StringComparison.Ordinal));

    private static IEnumerable<string> Arguments(Command command) => command.Arguments.Select(static _ => "x");

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root.FullName, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex(
        "\"(?<name>(GOSSAMER|OTEL|ASPNETCORE|DOTNET)_[A-Z_]*[A-Z])[\"=]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable { get; }

    [GeneratedRegex(
        @"^\| `(?<name>(GOSSAMER|OTEL|ASPNETCORE|DOTNET)_[A-Z_]+)`", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VariableRow { get; }

    [GeneratedRegex(
        "(TryGetProperty\\(|Key = |Read\\w*(<[^(]+>)?\\((\\w+, ){1,2})\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Key { get; }

    [GeneratedRegex(
        @"^\| `(?<name>[a-z][a-zA-Z]*(\[\])?(\.\w+)*)` \|[^|]*\|[^|]*\|[^|]*\|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex KeyRow { get; }
}
