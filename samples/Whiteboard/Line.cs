using System.Text.RegularExpressions;

namespace Whiteboard;

/// <summary>A pen's way, as a client gives it.</summary>
/// <param name="Color">As <c>#rrggbb</c>.</param>
/// <param name="Width">1 to 100, in the units of the points.</param>
/// <param name="Points">x and y by turns, 0 to 10,000.</param>
internal sealed partial record Line(string? Color, int Width, int[]? Points)
{
    public const int MaxNumbers = 4_000; // of points, in one stroke
    private const int Size = 10_000;

    /// <summary>Others are only sent what can be drawn.</summary>
    public bool IsValid() =>
        Color is not null && HexColor().IsMatch(Color) && Width is >= 1 and <= 100
        && Points is { Length: >= 2 and <= MaxNumbers } && Points.Length % 2 == 0 && Points.All(static p => p is >= 0 and <= Size);

    [GeneratedRegex(@"\A#[0-9a-f]{6}\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex HexColor();
}
