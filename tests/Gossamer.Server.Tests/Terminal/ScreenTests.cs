using Gossamer.Server.Conversations;
using Gossamer.Server.Terminal;

namespace Gossamer.Server.Tests.Terminal;

/// <summary>Windows as a terminal would show them.</summary>
public sealed class ScreenTests : IDisposable
{
    private readonly TestWindow _window = new();

    public void Dispose() => _window.Dispose();

    [Fact]
    public void Render_AThread_ShowsMessagesReceiptsAndWhoElseIsThere()
    {
        _window.Chat = _window.Chat with { Phase = ChatPhase.Ready };
        _window.Hear("Billy", "Anybody here?");
        _window.Hear("Carla", "psst");
        _window.Say("Billy", "Yes", new Receipt(Outcome.Delivered, 2, 1));
        _window.Say("Billy", "Later", new Receipt(Outcome.Nobody));

        _window.Rows(70, 9).ShouldBe(
        [
            "Anna at a.example · 3 online · 1 unread (Tab)                  F1 help",
            "Threads               │ Billy · online",
            "›● Billy              │ 10:31 Billy  Anybody here?",
            " ○ (1) Carla          │ 10:31 Anna  Yes                ✓ 2 on 1 server",
            "Online                │ 10:31 Anna  Later               – nobody there",
            "   Dora               │",
            "                      │",
            "",
            ">",
        ]);
    }

    [Fact]
    public void Render_MoreThanFits_ShowsTheNewestAndScrollsBack()
    {
        for (var n = 1; n <= 20; n++)
            _window.Hear("Billy", $"message {n}");

        _window.Rows(60, 7)[1..5].Select(static row => row.Split(' ')[^1]).ShouldBe(["17", "18", "19", "20"]);
        _window.View = _window.View with { Scroll = 3 };
        _window.Rows(60, 7)[1..5].Select(static row => row.Split(' ')[^1]).ShouldBe(["14", "15", "16", "17"]);
        _window.View = _window.View with { Scroll = 1_000 };
        _window.Rows(60, 7)[1].ShouldStartWith("Billy · online");
    }

    [Fact]
    public void Render_LongMessages_AreBrokenWithinTheWidth()
    {
        _window.Hear("Billy", string.Join(' ', Enumerable.Repeat("日本語", 30)));

        var rows = _window.Rows(70, 12);

        rows.Count(static row => row.Contains("日本語", StringComparison.Ordinal)).ShouldBeGreaterThan(3);
        rows.Sum(static row => row.Split("日本語").Length - 1).ShouldBe(30);
    }

    [Fact]
    public void Render_WhatOthersWrote_CannotDriveTheTerminal()
    {
        _window.Hear("Billy", "\e]0;title\a\e[2J[red]not a tag[/]\u202Ereversed\nsecond line");

        var rows = _window.Rows(100, 8);

        string.Concat(_window.Raw(100, 8).Select(static row => row.Replace("\e[", "", StringComparison.Ordinal))).ShouldNotContain("\e");
        rows.ShouldContain(static row => row.Contains("]0;title  [2J[red]not a tag[/] reversed", StringComparison.Ordinal));
        rows.ShouldContain(static row => row.EndsWith("      second line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20, 5)]
    [InlineData(63, 5)]
    [InlineData(64, 6)]
    [InlineData(300, 80)]
    public void Render_AnySize_FitsIt(int width, int height)
    {
        _window.Hear("Billy", new string('x', 500));
        _window.Say("Billy", "a", new Receipt(Outcome.Refused, Problem: new string('y', 400)));
        foreach (var help in new[] { false, true })
        {
            _window.View = _window.View with { ShowsHelp = help };
            _window.Rows(width, height).ShouldAllBe(row => row.Length <= width);
        }
    }

    [Fact]
    public void Paint_Again_WritesOnlyTheRowsThatChanged()
    {
        _window.Hear("Billy", "one");
        _window.Paint(80, 10);

        _window.Paint(80, 10).ShouldBe("\e[10;3H"); // the cursor alone
        _window.View = _window.View with { Input = new InputLine("ab", 2) };
        var second = _window.Paint(80, 10);

        second.ShouldContain("\e[10;1H");
        second.ShouldEndWith("\e[10;5H");
        second.ShouldNotContain("one");
    }
}
