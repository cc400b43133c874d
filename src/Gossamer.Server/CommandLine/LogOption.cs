using System.CommandLine;
using Gossamer.Server.Logging;

namespace Gossamer.Server.CommandLine;

/// <summary>What is logged, and how.</summary>
internal sealed class LogOption
{
    private readonly Option<LogLevel> _level = new("--log-level")
    {
        Description = "The least that is logged: Trace, Debug (lines per message), Information, Warning, Error or None",
        DefaultValueFactory = _ => LogLevel.Information,
        HelpName = "level",
    };

    private readonly Option<string[]> _categories = new("--log-category")
    {
        Description = "The same for some of the log, such as Gossamer.Mesh=Debug. May be repeated. Operators may change both while a "
            + "server runs (/api/log)",
        HelpName = "category=level",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<LogFormat> _format = new("--log-format")
    {
        Description = "How lines are written: text, or json, an object a line",
        DefaultValueFactory = _ => LogFormat.Text,
        HelpName = "format",
    };

    private readonly Option<int> _lines = RunOptions.Whole(
        "--log-lines", new LogOptions().LinesPerSecond,
        "How many lines of one kind are logged in a second, at Information and above; the others are at Debug, or else summed up; 0: all",
        "lines", 1, 1_000_000, zero: true);

    public void AddTo(Command command)
    {
        command.Add(_level);
        command.Add(_categories);
        command.Add(_format);
        command.Add(_lines);
    }

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out LogOptions options)
    {
        var categories = LogLevels.None;
        options = new LogOptions
        {
            Level = parsed.GetValue(_level),
            Format = parsed.GetValue(_format),
            LinesPerSecond = parsed.GetValue(_lines),
        };
        foreach (var text in parsed.GetValue(_categories) ?? [])
        {
            if (text.Split('=') is not [var category, var word] || !LogLevels.IsCategory(category)
                || !Enum.TryParse<LogLevel>(word, ignoreCase: true, out var level) || !Enum.IsDefined(level))
                return $"--log-category: \"{text}\" is no category of this program with a level. Give one such as Gossamer.Mesh=Debug.";
            categories = categories.SetItem(category, level);
        }

        options = options with { Categories = categories };
        return categories.Count <= LogLevels.MaxCategories ? null : $"--log-category: give at most {LogLevels.MaxCategories}.";
    }
}
