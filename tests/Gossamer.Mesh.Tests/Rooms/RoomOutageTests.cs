namespace Gossamer.Mesh.Tests;

/// <summary>What is sent to rooms while servers cannot reach each other.</summary>
public sealed class RoomOutageTests : RoomTests
{
    /// <summary>Both ends were there all the time; no client was lost.</summary>
    [Fact]
    public void Publish_BehindACut_ComesOnceItHeals_BeforeWhatIsNew()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var (ben, carl) = (Join(b, "Ben"), Join(c, "Carl"));
        _ = Run(a.Publish("Anna", "tea", "1"));
        Net.CutBoth(a, b);
        Net.Run(10);
        _ = Run(a.Publish("Anna", "tea", "2"));
        _ = Run(a.Publish("Anna", "tea", "3"));
        Net.Heal();
        for (var n = 0; n < 40; n++)
        {
            _ = a.Publish("Anna", "tea", $"after {n}");
            Net.Run(0.1);
        }

        string[] expected = ["1", "2", "3", .. Enumerable.Range(0, 40).Select(static n => $"after {n}")];
        ben.Texts.ShouldBe(expected);
        carl.Texts.ShouldBe(expected);
    }

    [Fact]
    public void Join_BehindACut_WhatWasSaidLongBeforeDoesNotComeOnceItHeals()
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var before = Join(b, "Ben");
        Net.CutBoth(a, b);
        Net.Run(10);
        _ = Run(a.Publish("Anna", "tea", "while it was away"));
        Net.Run(5);
        var late = b.Begin("Bea", "bea");
        _ = late.Join("tea");
        Net.Heal();
        Net.Run(8);
        _ = Run(a.Publish("Anna", "tea", "now"));

        before.Texts.ShouldBe(["while it was away", "now"]);
        late.Texts.ShouldBe(["now"]);
    }

    /// <summary>What was given up before the peer was gone is from before that absence.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(20)]
    public async Task Publish_IntoACutOfOneDirection_ComesLate(int seconds)
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        Net.Cut(a, b);

        (await Run(a.Publish("Anna", "tea", "late"), seconds)).Unreachable.ShouldBe([b.Id]);
        Net.Heal();
        Net.Run(8);

        session.Texts.ShouldBe(["late"]);
    }

    [Fact]
    public void Publish_MoreBehindACutThanLogsKeep_MembersAreTold()
    {
        var a = Net.Start("n1", of: 2, static options => options.MaxLogEntriesPerUser = 3);
        var b = Net.Start("n2", of: 2);
        Net.Run(6);
        Join(a, "Anna");
        var (session, other) = (Join(b, "Ben"), b.Begin("Bea", "bea"));
        Net.CutBoth(a, b);
        Net.Run(10);
        for (var n = 0; n < 5; n++)
            _ = Run(a.Publish("Anna", "tea", $"{n}"));
        Net.Run(1);
        Net.Heal();
        Net.Run(5);

        session.Texts.ShouldBe(["2", "3", "4"]);
        session.Losses.ShouldBeGreaterThan(0);
        other.Losses.ShouldBe(0, "it is not in the room");
    }
}
