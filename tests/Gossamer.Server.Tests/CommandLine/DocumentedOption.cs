using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gossamer.Server.Tests.CommandLine;

/// <summary>
/// A row of the tables of docs/operations.md: <c>| `--drain` | serve | 20000 | ms | 0, or 50 to 3600000 | what it does |</c>.
/// </summary>
internal sealed partial record DocumentedOption(string Name, string Commands, string Default, string Unit, string Range)
{
    public static IEnumerable<DocumentedOption> ReadAll(string markdown) => Row.Matches(markdown).Select(static match => Of(match.Groups));

    private static DocumentedOption Of(GroupCollection row) =>
        new(row["name"].Value, row["of"].Value, row["default"].Value, row["unit"].Value, row["range"].Value);

    /// <summary>
    /// What the row must say but for the range, which the parser knows alone. <c>doctor</c>, which takes options of <c>serve</c> so that it
    /// sees what that would, is not named with each.
    /// </summary>
    public static IEnumerable<DocumentedOption> Of(RootCommand root) => Nested(root, "")
        .Where(static command => command.Name != "doctor")
        .SelectMany(static command => command.Command.Options.Select(option => (command.Name, Option: option)))
        .Where(static pair => pair.Option.Name.StartsWith("--", StringComparison.Ordinal))
        .Where(static pair => pair.Option.Name is not ("--help" or "--version"))
        .GroupBy(static pair => pair.Option.Name, StringComparer.Ordinal)
        .Select(static group => new DocumentedOption(
            group.Key, string.Join(", ", group.Select(static pair => pair.Name).Where(static name => name.Length > 0)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Reverse()),
            DefaultOf(group.First().Option), group.First().Option.HelpName ?? "-", ""));

    /// <summary>The values at the ends of the range, and those beyond them.</summary>
    public (string[] Within, string[] Beyond)? Ends()
    {
        if (WholeRange.Match(Range) is not { Success: true } match)
            return null;
        var (least, most) = (
            long.Parse(match.Groups["least"].Value, CultureInfo.InvariantCulture),
            long.Parse(match.Groups["most"].Value, CultureInfo.InvariantCulture));
        var hasZero = match.Groups["zero"].Success;
        List<long> within = [least, most];
        List<long> beyond = [most + 1];
        if (hasZero)
            within.Add(0);
        if (!hasZero || least > 1)
            beyond.Add(least - 1);
        if (hasZero)
            beyond.Add(-1);
        return ([.. within.Select(Text)], [.. beyond.Select(Text)]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, Command Command)> Nested(Command command, string name) =>
        command.Subcommands.SelectMany(sub => Nested(sub, $"{name} {sub.Name}".Trim())).Prepend((name, command));

    private static string DefaultOf(Option option)
    {
        if (option.ValueType == typeof(bool))
            return "-";
        if (option.HasDefaultValue && option.GetDefaultValue() is { } value and not Array)
            return Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return Said.Match(option.Description ?? "") is { Success: true } match ? match.Groups["default"].Value : "-";
    }

    [GeneratedRegex(
        @"^\| `(?<name>--[a-z0-9-]+)` \| (?<of>[^|]*?) \| (?<default>[^|]*?) \| (?<unit>[^|]*?) \| (?<range>[^|]*?) \| [^|]+ \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Row { get; }

    [GeneratedRegex(
        @"^((?<zero>0), or )?(?<least>[0-9]+) to (?<most>[0-9]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WholeRange { get; }

    /// <summary>How options without a default of their own say what is so without them.</summary>
    [GeneratedRegex(
        @"(Without it|Default:) (?<default>[0-9a-zA-Z-][^.;]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Said { get; }
}
