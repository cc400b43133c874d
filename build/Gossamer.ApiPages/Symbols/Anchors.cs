using System.Globalization;

namespace Gossamer.ApiPages.Symbols;

/// <summary>
/// The fragments that GitHub gives a page's headings: lower case, without punctuation, <c>-</c> for spaces; one that is there already gets
/// <c>-1</c>, <c>-2</c>.
/// </summary>
internal sealed class Anchors
{
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <param name="heading">The next heading of the page, without its marks.</param>
    internal string Next(string heading)
    {
        var slug = string.Concat(heading.Where(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ')
            .Select(static c => c == ' ' ? '-' : char.ToLowerInvariant(c)));
        var before = _taken.GetValueOrDefault(slug);
        _taken[slug] = before + 1;
        return before == 0 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{before}");
    }
}
