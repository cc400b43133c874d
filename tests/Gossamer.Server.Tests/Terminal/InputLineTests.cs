using Gossamer.Server.Terminal;

namespace Gossamer.Server.Tests.Terminal;

public sealed class InputLineTests
{
    private const string Family = "👨‍👩‍👧"; // one character of eight units

    [Fact]
    public void Edit_CharactersOfSeveralUnits_AreWhole()
    {
        var line = InputLine.Empty.Insert("a").Insert(Family).Insert("b");

        line.Left().Left().Cursor.ShouldBe(1);
        line.Left().Backspace().ShouldBe(new InputLine("ab", 1));
        line.Home().Right().Delete().ShouldBe(new InputLine("ab", 1));
    }

    [Fact]
    public void DeleteWord_AtTheCursor_TakesItAndTheSpaceBehindIt() =>
        new InputLine("one two  three", 9).DeleteWord().ShouldBe(new InputLine("one three", 4));

    [Fact]
    public void Edit_AtTheEnds_ChangesNothing()
    {
        InputLine.Empty.Left().Right().Backspace().Delete().DeleteWord().ShouldBe(InputLine.Empty);
        new InputLine("ab", 0).End().Right().Delete().ShouldBe(new InputLine("ab", 2));
    }

    [Fact]
    public void Insert_BeyondTheBound_IsPassedOver() =>
        InputLine.Empty.Insert(new string('x', InputLine.MaxLength)).Insert("y").Text.Length.ShouldBe(InputLine.MaxLength);

    [Theory]
    [InlineData("0123456789", 10, 5, "6789", 4)]
    [InlineData("0123456789", 0, 5, "01234", 0)]
    [InlineData("0123456789", 3, 5, "01234", 3)]
    [InlineData("日本語", 3, 5, "本語", 4)]
    [InlineData("a\tb", 3, 9, "a b", 3)]
    public void Window_OfALongLine_ShowsTheCursor(string text, int cursor, int width, string shown, int column) =>
        InputWindow.Of(new InputLine(text, cursor), width).ShouldBe(new InputWindow(shown, column));
}
