namespace Gossamer.Mesh.Tests;

/// <summary>What is owed in rooms where one of the two servers stops for good, before the cut between them has healed.</summary>
public sealed class RoomHandoffTests : RoomTests
{
    [Fact]
    public async Task HandOff_AnotherServerIsCutOff_ItGetsFromTheSuccessorWhatItLacks()
    {
        var (a, b, c) = Three();
        var session = Said(a, b);

        await Stop(a);

        session.Texts.ShouldBe(["1", "2"]);
        session.Losses.ShouldBe(0);
        c.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(b.Id).ShouldBe(1);
    }

    /// <summary>The successor lists no sender of the server that has stopped, and cannot speak for one: the loss is told.</summary>
    [Fact]
    public async Task HandOff_AnotherServerIsCutOff_WithListedSenders_ItsMembersAreTold()
    {
        var (a, b, _) = Three(static options => options.RequireListedSenders = true);
        var session = Said(a, b);

        await Stop(a);

        session.Texts.ShouldBe(["1"]);
        session.Losses.ShouldBe(1);
    }

    [Fact]
    public async Task HandOff_ToWhomNothingIsOwed_NothingGoes()
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        _ = Run(a.Publish("Anna", "tea", "1"));

        await Stop(a);

        session.Texts.ShouldBe(["1"]);
        session.Losses.ShouldBe(0);
    }

    /// <summary>Its member has moved to the third server, which knows of no debt.</summary>
    [Fact]
    public async Task Stop_OfAServerThatIsOwedSomething_ItsMembersGetItWhereTheyAre()
    {
        var (a, b, c) = Three();
        var session = Said(a, b);
        session.Disconnect();
        Net.Run(1);
        await Stop(b);

        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(3);

        back.Texts.ShouldBe(["2"]);
    }

    /// <summary>Who inherits from a second server tells of the first once more. That one has been back for long.</summary>
    [Fact]
    public async Task Stop_OfTwoServersAfterEachOther_NobodyIsToldOfALoss()
    {
        var servers = Enumerable.Range(1, 4).Select(n => Net.Start($"n{n}", of: 4)).ToList();
        Net.Run(6);
        Join(servers[2], "Anna");
        var session = Join(servers[2], "Carl");
        Join(servers[1], "Ben").Disconnect(); // so that there is something to inherit
        await Stop(servers[1]);
        Net.Start("n2", of: 4);
        for (var n = 0; n < 60; n++)
            _ = Run(servers[2].Publish("Anna", "tea", $"{n}"), seconds: 1);

        Join(servers[3], "Dora").Disconnect();
        await Stop(servers[3]);

        session.Texts.Count.ShouldBe(60);
        session.Losses.ShouldBe(0);
    }

    /// <summary>1 comes to everybody; 2 is said behind a cut, which stays.</summary>
    private SimSession Said(SimNode from, SimNode cutOff)
    {
        Join(from, "Anna");
        var session = Join(cutOff, "Ben");
        _ = Run(from.Publish("Anna", "tea", "1"));
        Net.CutBoth(from, cutOff);
        _ = from.Publish("Anna", "tea", "2");
        Net.Run(3);
        session.Texts.ShouldBe(["1"]);
        return session;
    }

    private async Task Stop(SimNode node)
    {
        var handoff = node.Node.HandOffAsync(CancellationToken.None);
        Net.Run(3);
        (await handoff).ShouldBeTrue();
        var stopped = node.Node.StopAsync();
        Net.Run(2);
        await stopped;
        Net.Crash(node, silently: true);
        Net.Run(15);
    }
}
