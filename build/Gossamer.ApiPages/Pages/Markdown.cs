using System.Text.RegularExpressions;

namespace Gossamer.ApiPages.Pages;

/// <summary>GitHub's Markdown.</summary>
internal static partial class Markdown
{
    /// <summary>Text that stands for itself.</summary>
    internal static string Text(string text) => Special().Replace(text, @"\$0");

    /// <summary>Code in a line, without line breaks.</summary>
    internal static string Code(string code)
    {
        var line = Spaces(code).Trim();
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {line} ``" : $"`{line}`";
    }

    internal static string Fence(string code, string language) => $"```{language}\n{code}\n```";

    internal static string Link(string text, string target) => $"[{text}]({target})";

    /// <summary>A paragraph that begins neither a list nor a heading nor a quotation.</summary>
    internal static string Paragraph(string inline) => Start().Replace(Spaces(inline).Trim(), @"${number}\${mark}");

    /// <summary>An item of a list, what follows its first block indented below it.</summary>
    internal static string Item(IEnumerable<string> blocks, string mark = "- ") => mark
        + string.Join("\n\n", blocks).Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal)
            .Replace("\n" + new string(' ', mark.Length) + "\n", "\n\n", StringComparison.Ordinal);

    /// <summary>A row of a table.</summary>
    internal static string Row(params IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    /// <summary>Each run of white space as one space.</summary>
    internal static string Spaces(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"[\\`*_\[\]<]", RegexOptions.None, 1_000)]
    private static partial Regex Special();

    [GeneratedRegex(@"^(?<number>\d*)(?<mark>[#>]|[+.)-](?= ))", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Start();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Space();
}
