using System.Globalization;
using System.Text;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Tests.Logging;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("grün 😀", "grün 😀")]
    [InlineData("a\r\nb\u001b[31m\u0085c", "a  b [31m c")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("a\u202egpj.exe\u202c\u2066b\u2069", "a gpj.exe  b ")]
    [InlineData("a\ufeffb\u200bc\u200ed\u00ade", "a b c d e")]
    [InlineData("a\U000e0041b", "a b")] // beyond the first plane, too
    [InlineData("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم")] // names have joiners
    public void Of_Text_HasASpaceForWhatEndsOrTurnsALine(string text, string line) => OneLine.Of(text).ShouldBe(line);

    [Fact]
    public void Of_EveryCharacter_LeavesNoneThatEndsOrTurnsALine()
    {
        var all = new StringBuilder();
        for (var value = 0; value <= 0x10FFFF; value++)
            if (Rune.IsValid(value))
                all.Append(new Rune(value).ToString());

        OneLine.Of(all.ToString()).EnumerateRunes().Where(static rune => Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format)
            .Select(static rune => rune.Value).ShouldBe([0x200C, 0x200D]);
    }
}
