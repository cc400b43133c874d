namespace Gossamer.Mesh.Tests;

public sealed class MeshMetricsTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Links_UpAndDown_AreCountedByPeerDirectionAndReason()
    {
        var a = _net.Start("n1", 2);
        using var measured = new Measurements(a);
        var b = _net.Start("n2", 2);
        _net.Run(1);
        measured.Now("link.up").ShouldBe(["1 peer=n2 direction=outgoing", "1 peer=n2 direction=incoming"]);

        _net.Crash(b);
        measured.Now("link.up").ShouldBe(["0 peer=n2 direction=outgoing", "0 peer=n2 direction=incoming"]);

        measured.Of("link.opens").ShouldBe(["1 peer=n2 direction=incoming", "1 peer=n2 direction=outgoing"], ignoreOrder: true);
        measured.Of("link.closes").ShouldContain(static one => one == "1 peer=n2 direction=outgoing reason=connection-lost");
        measured.Of("link.closes").ShouldContain(static one => one == "1 peer=n2 direction=incoming reason=connection-lost");
    }

    /// <summary>No alarm for a server that was taken out of the mesh.</summary>
    [Fact]
    public void Links_WithAPeerThatHasLeft_AreNotMissed()
    {
        var (a, b) = Linked();
        using var measured = new Measurements(a);

        a.Node.SetPeers([]).ShouldBeEmpty();
        measured.Now("link.up").Length.ShouldBe(2); // it is heard still
        _net.Crash(b);

        measured.Now("link.up").ShouldBeEmpty();
    }

    [Fact]
    public void Messages_OverALinkThatBreaks_AreCountedWaitingSentAgainAndConfirmed()
    {
        var (a, b) = Linked();
        using var measured = new Measurements(a);
        _net.Cut(b, a);
        _ = a.Send("Anna", "Ben", "hi");
        _net.Run(0.2);
        measured.Now("unacknowledged.messages").ShouldBe(["1 peer=n2"]);
        measured.Now("unacknowledged.size").ShouldBe([$"{96 + 2 + 2 + 4 + 3} peer=n2"]);
        measured.Now("receipts").ShouldBe(["0 peer=n2"]);

        _net.BreakLinks(a, b);
        _net.Heal();
        _net.Run(1);

        measured.Now("unacknowledged.messages").ShouldBe(["0 peer=n2"]);
        measured.Now("unacknowledged.size").ShouldBe(["0 peer=n2"]);
        measured.Now("resends").ShouldBe(["1 peer=n2"]);
        measured.Now("receipts").ShouldBe(["1 peer=n2"]);
        measured.Now("forwards").ShouldBe(["1 peer=n2 network.io.direction=transmit", "0 peer=n2 network.io.direction=receive"]);
        b.Handed.ShouldBe(["hi"]);
        measured.Of("receipt.duration").ShouldHaveSingleItem().ShouldEndWith(" peer=n2");
    }

    [Fact]
    public void Message_WithoutAReceipt_IsGivenUp()
    {
        var (a, b) = Linked();
        using var measured = new Measurements(a);
        _net.Cut(b, a);

        _ = a.Send("Anna", "Ben", "hi");
        _net.Run(5.5);

        measured.Of("forward.failures").ShouldBe(["1 peer=n2 reason=timed-out"]);
    }

    [Fact]
    public void PresenceLag_OfAPeerThatIsLost_RunsUntilItsUsersAreKnownAgainOrGone()
    {
        var (a, b) = Linked();
        using var measured = new Measurements(a);
        measured.Now("presence.lag").ShouldBe(["0 peer=n2"]);

        _net.Crash(b);
        _net.Run(1);
        measured.Now("presence.lag").ShouldBe(["1 peer=n2"]);

        _net.Run(2); // the grace of 2 s is over: nobody of it is listed
        measured.Now("presence.lag").ShouldBe(["0 peer=n2"]);
    }

    [Fact]
    public void Recovery_OfAClientThatComesBack_CountsPullsAndResult()
    {
        var (a, b) = Linked();
        using var measured = new Measurements(b);
        var offset = a.Begin("Carl").Offset;
        _ = a.Send("Ben", "Carl", "missed");

        b.Resume("Carl", offset);
        _net.Run(0.5);

        measured.Of("pulls").ShouldContain(static one => one == "1 peer=n1 kind=resume");
        measured.Of("recoveries").ShouldBe(["1 result=complete"]);
        measured.Of("losses").ShouldBeEmpty();
    }

    [Fact]
    public void Pause_OfTheProcess_IsMeasured()
    {
        var (a, _) = Linked();
        using var measured = new Measurements(a);

        _net.Time.Advance(TimeSpan.FromSeconds(7));
        _net.Run(0.5);

        measured.Of("pause.duration").ShouldHaveSingleItem();
    }

    [Fact]
    public void Gauges_OfUsersSessionsAndLogs_SayWhatTheNodeSays()
    {
        var (a, _) = Linked();
        using var measured = new Measurements(a);
        a.Begin("Carl").Leave();
        a.Begin("Dora");
        _ = a.Send("Anna", "Dora", "hi");

        measured.Now("directory.users").ShouldBe([$"{a.Node.Directory.Current.Count}"]);
        measured.Now("directory.local_users").ShouldBe([$"{a.Node.UsersHere}"]);
        measured.Now("log.size").ShouldBe([$"{a.Node.LoggedBytes}"]);
        a.Node.LoggedBytes.ShouldBeGreaterThan(0);
        measured.Now("sessions.waiting").ShouldBe(["0"]);
    }

    /// <summary>Anna at n1, Ben at n2.</summary>
    private (SimNode A, SimNode B) Linked()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(1);
        return (a, b);
    }
}
