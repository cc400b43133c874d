using System.Collections.Immutable;

namespace Gossamer.Server.Logging;

/// <summary>What is logged.</summary>
internal sealed record LogOptions
{
    /// <summary>The least that is.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>
    /// The same for categories, each with those below it, where that differs. Both may be changed while the server runs
    /// (<see cref="LogLevels"/>).
    /// </summary>
    public ImmutableSortedDictionary<string, LogLevel> Categories { get; init; } = LogLevels.None;

    /// <summary>How lines are written.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>
    /// How many lines of one kind, at Information and above, are written in a second. The others are lines at Debug; where that is not
    /// logged they are counted and summed up in one line. So joins and leaves, or refusals that anybody can cause, take as much of a disk
    /// in a day as it has, whoever comes. 0: all.
    /// </summary>
    public int LinesPerSecond { get; init; } = 20;
}
