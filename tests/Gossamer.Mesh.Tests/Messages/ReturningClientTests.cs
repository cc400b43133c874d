namespace Gossamer.Mesh.Tests;

/// <summary>Clients that come back, each case by itself. What comes of them together is the simulator's.</summary>
public sealed class ReturningClientTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Resume_MoreThanMayBeUnderWayAtOnce_AllGetEverything()
    {
        var (a, b) = Two(static options => options.MaxPulledBytes = 1);
        string[] users = ["Anna", "Ben", "Carl"];
        var before = users.Select(user => a.Begin(user)).ToList();
        foreach (var session in before)
            session.Disconnect();
        foreach (var user in users)
            _ = a.Send("Dora", user, $"for {user}");

        var after = users.Zip(before, (user, session) => b.Resume(user, session.Offset)).ToList();
        _net.Pump();
        after.Count(static session => session.Texts.Count > 0).ShouldBe(1, "the others wait for room");
        _net.Run(1);

        after.Select(static session => session.Texts.ShouldHaveSingleItem()).ShouldBe(["for Anna", "for Ben", "for Carl"]);
        after.ShouldAllBe(static session => session.IsComplete == true && session.Losses == 0);
    }

    /// <summary>Also for no moment, in which a link's thread might tell the others so.</summary>
    [Fact]
    public void Resume_AtTheSameServer_LeavesTheListForNoMoment()
    {
        var (a, _) = Two();
        var session = a.Begin("Anna");
        session.Disconnect();
        var counts = new List<int>();
        a.Node.Directory.ConnectionsChanged += _ => counts.Add(a.Find("Anna").TotalConnections);

        a.Resume("Anna", session.Offset);

        session.IsEnded.ShouldBeTrue();
        counts.ShouldBe([2, 1]);
    }

    [Fact]
    public void Resume_AtAnotherServer_LeavesNoListForAMoment()
    {
        var (a, b) = Two();
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();

        var back = b.Resume("Anna", session.Offset);
        for (var events = 0; events < 50; events++)
        {
            _net.PumpSome(1);
            (a.Names, b.Names).ShouldBe(("Anna", "Anna"), $"after {events} events");
        }

        _net.Run(1);
        (session.IsEnded, back.IsComplete).ShouldBe((true, true));
        (a.Find("Anna").TotalConnections, b.Find("Anna").TotalConnections).ShouldBe((1, 1));
    }

    /// <summary>However many servers there are: a question to each, and their answers.</summary>
    [Fact]
    public void Locate_ASessionAtOneOfFourServers_TakesOneRoundTrip()
    {
        var nodes = Enumerable.Range(1, 4).Select(i => _net.Start($"n{i}", of: 4)).ToArray();
        _net.Run(6);
        nodes[3].Begin("Anna", "key");
        _net.Run(1);
        LocatedSession? found = null;

        nodes[0].Node.Messages.Recovery.Locator.Begin(new() { Key = "key" }, located => found = located);
        for (var i = 0; i < 4; i++) // to be written and to arrive, there and back
            _net.PumpOnce();

        found.ShouldNotBeNull().User.ShouldBe(SimNode.Name("Anna"));
    }

    [Fact]
    public async Task Locate_ByAMessageThatTwoDevicesHad_TakesOverNeither()
    {
        var (a, b) = Two();
        var (first, second) = (a.Begin("Anna"), a.Begin("Anna"));
        _ = a.Send("Dora", "Anna", "m1");
        first.Disconnect();

        var search = b.Node.LocateAsync(SimNode.Name("Anna"), new MessageId("m1"));
        _net.Run(0.5);

        var located = (await search).ShouldNotBeNull();
        (located.Key, located.IsCertain).ShouldBe(("", false));
        var back = b.Resume("Anna", located.Offset);
        _net.Run(6);
        (first.IsEnded, second.IsEnded, second.Probes, back.IsComplete).ShouldBe((false, false, 0, false), "told, but at no other's cost");
    }

    [Fact]
    public async Task Locate_ByAMessageThatOneDeviceHad_IsCertain()
    {
        var (a, b) = Two();
        var session = a.Begin("Anna");
        _ = a.Send("Dora", "Anna", "m1");
        session.Disconnect();

        var search = b.Node.LocateAsync(SimNode.Name("Anna"), new MessageId("m1"));
        _net.Run(0.5);

        var located = (await search).ShouldNotBeNull();
        (located.Key.Length > 0, located.IsCertain).ShouldBe((true, true));
    }

    /// <summary>It reports a loss when nobody knows the client; afterwards what it may have missed comes when it is repeated.</summary>
    [Fact]
    public void Repetition_AfterALossThatNobodyCanLocate_Comes()
    {
        var (a, b) = Two();
        var session = a.Begin("Anna");
        _ = a.Send("Dora", "Anna", "seen");
        session.Disconnect();
        _net.Run(20); // the session's window is over
        _ = a.SendRepeatable("Dora", "Anna", "missed");
        _net.Run(70); // and so is all that logs keep

        var back = b.Resume("Anna", session.Offset);
        _net.Run(1);
        back.IsComplete.ShouldBe(false);
        _ = a.Send("Dora", "Anna", "new");
        _ = b.SendRepeatable("Dora", "Anna", "missed");
        _net.Run(1);

        back.Texts.ShouldBe(["new", "missed"], ignoreOrder: true);
    }

    /// <summary>Nobody vouches for a client that was away for long; that it moves on meanwhile does not make it known.</summary>
    [Fact]
    public void Resume_BackAfterLongAndOnBeforeAllHaveAnswered_IsTold()
    {
        var (a, b, c) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        _net.Run(6);
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        _ = a.Send("Dora", "Anna", "missed");
        _net.Run(60); // its session is over, and so is all that logs keep
        _net.CutBoth(b, c);
        var first = b.Resume("Anna", session.Offset);
        _net.Run(3);
        first.IsComplete.ShouldBe(true, "one server has not answered, and may know the client");

        first.Disconnect();
        var second = a.Resume("Anna", first.Offset);
        _net.Run(3);

        second.IsComplete.ShouldBe(false);
    }

    /// <summary>The server that knew the client answers late: the one where the client is by then learns of it.</summary>
    [Fact]
    public void Resume_OnBeforeWhoKnowsItHasAnswered_IsKnownInTheEnd()
    {
        var (a, b, c) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        _net.Run(6);
        var session = c.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        _net.CutBoth(b, c);
        _net.CutBoth(a, c);
        var first = b.Resume("Anna", session.Offset);
        _net.Run(3);
        first.Disconnect();
        var second = a.Resume("Anna", first.Offset);
        _net.Run(3);
        _net.Heal();
        _net.Run(10);

        (second.IsComplete, second.Losses).ShouldBe((true, 0));
    }

    private (SimNode A, SimNode B) Two(Action<MeshOptions>? configure = null)
    {
        var nodes = (_net.Start("n1", of: 2, configure), _net.Start("n2", of: 2, configure));
        _net.Run(6); // young servers await those that they do not hear
        return nodes;
    }
}
