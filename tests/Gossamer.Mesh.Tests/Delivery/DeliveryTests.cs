using static Gossamer.Mesh.Tests.Outcomes;

namespace Gossamer.Mesh.Tests;

public sealed class DeliveryTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Route_RecipientHereOnly_CompletesAtOnce()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        a.Add("Ben");
        _net.Run(0.1);
        var outcome = a.Send("Anna", "Ben", "hi");
        outcome.IsCompleted.ShouldBeTrue();
        Sum(outcome).ShouldBe((1, 1, ""));
        b.Handed.ShouldBeEmpty();
    }

    [Fact]
    public void Route_RecipientAndSenderElsewhere_EachServerOnceAndSummed()
    {
        var (a, b, c) = Three();
        a.Add("Anna");
        b.Add("Anna");
        b.Add("Ben");
        b.Add("Ben");
        c.Add("Ben");
        _net.Run(0.1);
        var outcome = a.Send("Anna", "Ben", "hi");
        outcome.IsCompleted.ShouldBeFalse();
        _net.Pump();
        Sum(outcome).ShouldBe((3, 2, ""));
        b.Handed.ShouldBe(["hi"]);
        c.Handed.ShouldBe(["hi"]);
        a.Handed.ShouldBe(["hi"]);
    }

    [Fact]
    public void Route_SendersOtherServer_GetsItThoughRecipientIsNowhere()
    {
        var (a, b, c) = Three();
        a.Add("Anna");
        b.Add("Anna");
        _net.Run(0.1);
        var outcome = a.Send("Anna", "Nobody", "hi");
        _net.Pump();
        Sum(outcome).ShouldBe((0, 0, ""));
        b.Handed.ShouldBe(["hi"]);
        c.Handed.ShouldBeEmpty();
    }

    [Fact]
    public void Route_ToOneself_OnceToEachServer()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Anna");
        _net.Run(0.1);
        var outcome = a.Send("Anna", "Anna", "hi");
        _net.Pump();
        Sum(outcome).ShouldBe((2, 2, ""));
        (a.Handed.Count, b.Handed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Route_LinkBroken_GoesAgainInOrderAndOnceOverTheNewOne()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);

        // Half of the messages arrive, but their receipts do not: the link that bears them is gone.
        List<Task<DeliveryOutcome>> outcomes = [];
        for (var i = 0; i < 5; i++)
            outcomes.Add(a.Send("Anna", "Ben", $"m{i}"));
        _net.Cut(b, a);
        _net.Pump();
        b.Handed.Count.ShouldBe(5);
        outcomes.ShouldAllBe(o => !o.IsCompleted);
        _net.BreakLinks(a, b);
        for (var i = 5; i < 10; i++)
            outcomes.Add(a.Send("Anna", "Ben", $"m{i}"));
        _net.Heal();
        _net.Run(1);
        b.Handed.ShouldBe(Enumerable.Range(0, 10).Select(i => $"m{i}"));
        foreach (var outcome in outcomes)
            Sum(outcome).ShouldBe((1, 1, ""));
    }

    [Fact]
    public void Route_ForwardsWrittenButLost_GoAgain()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        var outcome = a.Send("Anna", "Ben", "m");
        _net.Pump();
        b.Handed.ShouldBeEmpty();
        _net.BreakLinks(a, b); // with the frame under way
        _net.Heal();
        _net.Run(1);
        b.Handed.ShouldBe(["m"]);
        Sum(outcome).ShouldBe((1, 1, ""));
    }

    [Fact]
    public void Route_OnlyTheReceiptsLinkBreaks_ReceiptIsToldAgain()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(b, a);
        var outcome = a.Send("Anna", "Ben", "m");
        _net.Pump();
        b.Handed.ShouldBe(["m"]);
        _net.BreakLink(b, a); // the receipt was under way on it
        _net.Heal();
        _net.Run(1);
        Sum(outcome).ShouldBe((1, 1, ""));
        b.Handed.ShouldBe(["m"]);
    }

    [Fact]
    public void Route_PeerRestarts_NewLifeIsNotSentTheOldOnesMessages()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        var lost = a.Send("Anna", "Ben", "old");
        _net.Pump();
        _net.Crash(b);
        _net.Heal();
        var again = _net.Start("n2", of: 3);
        again.Add("Ben");
        _net.Run(1);
        Sum(lost).ShouldBe((0, 0, "n2"));
        Why(lost).ShouldBe(UnreachableReason.PeerRestarted);
        again.Handed.ShouldBeEmpty();
        var outcome = a.Send("Anna", "Ben", "new");
        _net.Pump();
        Sum(outcome).ShouldBe((1, 1, ""));
        again.Handed.ShouldBe(["new"]);
    }

    [Fact]
    public void Route_SenderRestarts_ItsNewMessagesAreNotTakenForOldOnes()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        for (var i = 0; i < 5; i++)
            _ = a.Send("Anna", "Ben", $"old{i}");
        _net.Pump();
        _net.Crash(a);
        _net.Run(0.1);
        var again = _net.Start("n1", of: 3);
        _net.Run(1);
        var outcome = again.Send("Anna", "Ben", "new");
        _net.Pump();
        Sum(outcome).ShouldBe((1, 1, ""));
        b.Handed[^1].ShouldBe("new");
    }

    [Fact]
    public void Stop_MessagesWaiting_GoBeforeTheGoodbye()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        var outcome = a.Send("Anna", "Ben", "m");
        _ = a.Node.StopAsync(TestContext.Current.CancellationToken);
        _net.Pump();
        b.Handed.ShouldBe(["m"]);
        _ = outcome;
    }

    [Fact]
    public void Log_TellsTheWayOfAMessageButNeverItsText()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.Node.RouteAsync(new(new("id1"), SimNode.Name("Anna"), SimNode.Name("Ben"), "secret"u8.ToArray()),
            TestContext.Current.CancellationToken).AsTask();
        _net.Pump();
        a.Log.Texts(2041).ShouldHaveSingleItem().ShouldBe("Message id1: recipient Ben is not here");
        a.Log.Texts(2042).ShouldHaveSingleItem().ShouldBe("Message id1 forwarded to n2");
        b.Log.Texts(2043).ShouldHaveSingleItem().ShouldContain("delivered to 1 connections here");
        a.Log.Lines.Concat(b.Log.Lines).ShouldNotContain(l => l.Text.Contains("secret"));
    }

    [Fact]
    public void DeliverHere_AMessageOfAnotherSystem_GoesToItsUsersHereAndNoFurther()
    {
        var (a, b, _) = Three();
        var anna = a.Add("Anna");
        var bens = new[] { a.Add("Ben"), a.Add("Ben") };
        b.Add("Ben");
        _net.Run(0.1);
        var message = new Envelope(new("id1"), SimNode.Name("Anna"), SimNode.Name("Ben"), "hi"u8.ToArray())
        {
            At = _net.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        a.Node.DeliverHere(message).ShouldBe(2);
        _ = a.Send("Anna", "Ben", "next");
        _net.Pump();
        foreach (var session in bens.Append(anna))
            session.Texts.ShouldBe(["hi", "next"]);
        b.Handed.ShouldBe(["next"]);
    }

    private (SimNode A, SimNode B, SimNode C) Three(Action<MeshOptions>? configure = null)
    {
        var a = _net.Start("n1", of: 3, configure);
        var b = _net.Start("n2", of: 3, configure);
        var c = _net.Start("n3", of: 3, configure);
        _net.Run(1);
        return (a, b, c);
    }
}
