using System.Collections.Immutable;
using Gossamer.Server.Logging;
using Spectre.Console;

namespace Gossamer.Server.Terminal;

/// <summary>
/// A line of the window, of styled parts. What others have written passes through <see cref="OneLine"/> here, so that nobody can write into
/// somebody else's terminal: colours, the cursor, its title.
/// </summary>
internal sealed record Line(ImmutableArray<(string Text, Style Style)> Parts)
{
    /// <summary>Put at the right edge, in the last row that the line takes.</summary>
    public (string Text, Style Style)? Right { get; init; }

    public static Line Of(string text, string style = "") => new([(OneLine.Of(text), StyleOf(style))]);

    public Line Add(string text, string style = "") => this with { Parts = Parts.Add((OneLine.Of(text), StyleOf(style))) };

    public Line AddRight(string text, string style) => this with { Right = (OneLine.Of(text), StyleOf(style)) };

    /// <summary>The text alone.</summary>
    public override string ToString() =>
        string.Concat(Parts.Select(static part => part.Text)) + (Right is { } right ? $"  {right.Text}" : "");

    private static Style StyleOf(string words) => words.Length == 0 ? Style.Plain : Style.Parse(words);
}
