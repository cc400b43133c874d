namespace Gossamer.Mesh.Tests;

/// <summary>
/// Servers that stop and leave their logs to others: of the rules of docs/mesh-protocol.md section 11 those whose lack random schedules
/// show too rarely, each with the schedule that shows it.
/// </summary>
public sealed class InheritedLogTests
{
    private readonly SimNetwork _net = new();

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
}
