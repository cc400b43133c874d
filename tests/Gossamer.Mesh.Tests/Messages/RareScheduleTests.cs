namespace Gossamer.Mesh.Tests;

/// <summary>
/// Rules of docs/mesh-protocol.md section 11 whose lack random schedules show too rarely: each has the schedule that shows it.
/// </summary>
public sealed class RareScheduleTests
{
    private readonly SimNetwork _net = new();

    /// <summary>Rule 4: the base for a life that is heard only after the session began.</summary>
    [Fact]
    public void Fresh_AServerIsHeardLater_GetsNothingFromBefore()
    {
        var a = _net.Start("n1", of: 2);
        _net.Run(1);
        _ = a.Send("Dora", "Anna", "old");
        var b = _net.Start("n2", of: 2);
        _net.CutBoth(a, b);
        var session = b.Begin("Anna");
        _net.Run(1);

        _net.Heal();
        _net.Run(8);
        session.Texts.ShouldBeEmpty();

        _ = a.Send("Dora", "Anna", "new");
        _net.Run(1);
        session.Texts.ShouldBe(["new"]);
    }

    /// <summary>
    /// Rule 8: a gap of a life that is over waits for servers that have not answered; one of them may have what is missing.
    /// </summary>
    [Fact]
    public void Resume_AGapOfALifeThatIsOver_WaitsForWhoHasNotAnswered()
    {
        var nodes = Enumerable.Range(1, 4).Select(i => _net.Start($"n{i}", of: 4)).ToArray();
        var (a, b, c, d) = (nodes[0], nodes[1], nodes[2], nodes[3]);
        _net.Run(6);
        var session = b.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        _ = a.Send("Dora", "Anna", "first");
        _net.Run(1);
        c.Begin("Anna"); // another device
        _net.Run(1);
        _net.CutBoth(a, b);
        _ = a.Send("Dora", "Anna", "second");
        _net.Run(0.5);

        _net.Crash(a, silently: true);
        _net.Start("n1", of: 4);
        _net.CutBoth(d, b);
        _net.Run(4);
        var back = d.Resume("Anna", session.Offset);
        _net.Run(4);
        back.Texts.ShouldBeEmpty("the first of them is not here");
        _net.Heal();
        _net.Run(3);

        (back.IsComplete, back.Losses).ShouldBe((true, 0));
        back.Texts.ShouldBe(["first", "second"]);
    }

    /// <summary>
    /// Pulls make the server a holder at once: nothing is lost between the answer and the news that the user is there.
    /// </summary>
    [Fact]
    public void Resume_AMessageAtWhateverMoment_ComesOnce()
    {
        for (var events = 0; events < 60; events++)
        {
            var net = new SimNetwork();
            var (a, b) = (net.Start("n1", of: 2, SmallFrames), net.Start("n2", of: 2, SmallFrames));
            net.Run(6);
            for (var i = 0; i < 20; i++)
                b.Add($"user {i}");
            var session = a.Begin("Anna");
            net.Run(1);
            session.Leave(); // only the directory or the pull can name the user's server now
            net.BreakLinks(a, b);
            net.Run(0.05);
            var back = b.Resume("Anna", session.Offset);
            net.PumpSome(events);

            _ = a.Send("Dora", "Anna", "now");
            net.Run(0.2); // what is not forwarded comes as well, once heartbeats tell that it is missing
            back.Texts.ShouldBe(["now"], $"after {events} events");
        }
    }

    /// <summary>Rule 5: a young server awaits peers that it has not heard; later only those that may be there.</summary>
    [Fact]
    public void Resume_PeersNotHeardYet_AreAwaitedByAYoungServer()
    {
        var a = _net.Start("n1", of: 2);
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        var b = _net.Start("n2", of: 2);
        _net.CutBoth(a, b);

        var early = b.Resume("Anna", session.Offset);
        _net.Run(1);
        early.IsComplete.ShouldBeNull();
        _net.Run(1.5);
        early.IsComplete.ShouldNotBeNull();

        _net.Run(4);
        var late = b.Resume("Anna", session.Offset);
        late.IsComplete.ShouldNotBeNull();
    }

    /// <summary>Rule 3f: a repetition waits for its origin's answer, which says that the client had the message.</summary>
    [Fact]
    public void Resume_ARepetitionComesBeforeItsOriginsAnswer_IsKnown()
    {
        var (back, a) = ResumedUnheardByItsOrigin(static (net, origin, here) => net.CutBoth(here, origin));

        _ = a.SendRepeatable("Dora", "Anna", "hi");
        _net.Run(0.2);
        _net.Heal();
        _net.Run(0.5);
        _ = a.Send("Dora", "Anna", "next");
        _net.Run(0.5);

        back.Texts.ShouldBe(["next"]);
        back.Losses.ShouldBe(0);
    }

    /// <summary>It waits no longer than resuming would.</summary>
    [Fact]
    public void Resume_ARepetitionComesAndItsOriginNeverAnswers_GoesOn()
    {
        var (back, a) = ResumedUnheardByItsOrigin(static (net, origin, here) => net.Cut(here, origin));

        _ = a.SendRepeatable("Dora", "Anna", "hi");
        _net.Run(1.5);
        back.Texts.ShouldBeEmpty();
        _net.Run(1);
        back.Texts.ShouldBe(["hi"]);
    }

    /// <summary>Anna's client had a message of its origin at a server whose receipt was lost and which died.</summary>
    private (SimSession Back, SimNode Origin) ResumedUnheardByItsOrigin(Action<SimNetwork, SimNode, SimNode> cut)
    {
        var (a, b, c) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        _net.Run(6);
        var session = b.Begin("Anna");
        _net.Run(1);
        _net.Cut(b, a);
        _ = a.SendRepeatable("Dora", "Anna", "hi");
        _net.Run(0.5);
        session.Texts.ShouldBe(["hi"]);
        session.Disconnect();
        _net.Crash(b, silently: true);
        c.Begin("Anna"); // another device
        _net.Run(6);
        cut(_net, a, c);
        var back = c.Resume("Anna", session.Offset);
        _net.Run(2.5);
        back.IsComplete.ShouldNotBeNull();
        return (back, a);
    }

    private static void SmallFrames(MeshOptions options) => (options.FrameTargetBytes, options.SnapshotChunkUsers) = (1, 1);
}
