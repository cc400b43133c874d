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

    /// <summary>Rule 11: what comes once the handoff has begun counts for nobody here.</summary>
    [Fact]
    public async Task Receipt_OnceTheHandoffHasBegun_CountsNobody()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        _net.Run(6);
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();

        var before = b.Send("Dora", "Anna", "before");
        _net.Run(1);
        var handoff = a.Node.HandOffAsync(CancellationToken.None);
        var during = b.Send("Dora", "Anna", "during");
        _net.Run(5);

        (await handoff).ShouldBeTrue();
        (await before).Delivered.ShouldBe(1);
        (await during).Delivered.ShouldBe(0);
        var back = b.Resume("Anna", session.Offset);
        _net.Run(5);
        back.Texts.ShouldBe(["before", "during"]);
    }

    /// <summary>Rule 11: what other servers go on sending does not hold up the handoff; what is accepted here meanwhile goes too.</summary>
    [Fact]
    public async Task Handoff_MessagesKeepComing_EndsAndHasWhatWasAcceptedHere()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        _net.Run(6);
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();

        var handoff = a.Node.HandOffAsync(CancellationToken.None);
        _ = a.Send("Emil", "Anna", "from here");
        for (var i = 0; i < 200 && !handoff.IsCompleted; i++)
        {
            _ = b.Send("Dora", "Anna", "from there");
            _net.Run(0.01);
        }

        (await handoff.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
        _net.Crash(a, silently: false);
        var back = b.Resume("Anna", session.Offset);
        _net.Run(5);
        back.Texts.Count(text => text == "from here").ShouldBe(1);
        back.IsComplete.ShouldBe(true);
    }

    /// <summary>Rule 7: a peer that is back in a new life is asked too; another may have handed its log off to it.</summary>
    [Fact]
    public async Task Resume_ThePeerIsBackAndHasTheLogOfAnother_IsAskedAgain()
    {
        var (a, b, c, session) = KeptAtTheThird();
        _net.CutBoth(b, a);
        _net.CutBoth(b, c);
        var back = b.Resume("Anna", session.Offset);
        _net.Run(3);

        _net.Crash(a, silently: true);
        _net.Start("n1", of: 3);
        _net.Run(6);
        var handoff = c.Node.HandOffAsync(CancellationToken.None);
        _net.Run(3);
        (await handoff).ShouldBeTrue();
        _net.Crash(c, silently: true);
        back.Texts.ShouldBeEmpty();
        _net.Heal();
        _net.Run(15);

        back.Texts.ShouldBe(["kept"]);
    }

    /// <summary>Rule 7: a server that says goodbye may have inherited another's log since it answered.</summary>
    [Fact]
    public async Task Resume_AServerStopsThatInheritedALogSinceItAnswered_ThatComes()
    {
        var (a, _, c, back) = BackBehindACut();

        await Stop(c);
        await Stop(a);

        back.Texts.ShouldBe(["kept"]);
        back.Losses.ShouldBe(0);
    }

    /// <summary>Rule 7: the server that was cut off is told of no goodbye, and which other has the log now.</summary>
    [Fact]
    public async Task Resume_AServerStopsBehindACut_ItsLogComesFromWhoHadAnswered()
    {
        var (_, _, c, back) = BackBehindACut();

        await Stop(c);
        _net.Run(0.5);

        back.Texts.ShouldBe(["kept"]);
        back.Losses.ShouldBe(0);
    }

    /// <summary>Rule 7: nor could the one that has the log now tell it so, before their link was there again.</summary>
    [Fact]
    public async Task Resume_AServerStopsBehindACut_ItsLogComesOnceTheOneThatHasItIsLinked()
    {
        var (a, b, c, back) = BackBehindACut();
        _net.CutBoth(a, b);
        _net.BreakLinks(a, b);

        await Stop(c);
        _net.Run(3);
        back.Texts.ShouldBeEmpty();
        _net.Heal();
        _net.Run(5);

        back.Texts.ShouldBe(["kept"]);
        back.Losses.ShouldBe(0);
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

    /// <summary>Three servers; Anna's client was at the last one, which keeps a message for it.</summary>
    private (SimNode First, SimNode Second, SimNode Third, SimSession Session) KeptAtTheThird()
    {
        var (first, second, third) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        _net.Run(6);
        var session = third.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        _ = third.Send("Dora", "Anna", "kept");
        return (first, second, third, session);
    }

    /// <summary>Anna's client is back at the second server, which is cut off from the third; the first has answered.</summary>
    private (SimNode First, SimNode Second, SimNode Third, SimSession Back) BackBehindACut()
    {
        var (first, second, third, session) = KeptAtTheThird();
        _net.CutBoth(second, third);
        var back = second.Resume("Anna", session.Offset);
        _net.Run(3);
        back.Texts.ShouldBeEmpty("n1 has answered, and has nothing yet");
        return (first, second, third, back);
    }

    /// <summary>The server leaves its logs to another, says goodbye and ends.</summary>
    private async Task Stop(SimNode node)
    {
        var handoff = node.Node.HandOffAsync(CancellationToken.None);
        _net.Run(3);
        (await handoff).ShouldBeTrue();
        _ = node.Node.StopAsync(CancellationToken.None);
        _net.Run(1);
        _net.Crash(node, silently: true);
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
