using static Gossamer.Mesh.Tests.Outcomes;

namespace Gossamer.Mesh.Tests;

public sealed class RepeatTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Route_AgainAtTheSameServer_GoesNowhereAndHasTheSameOutcome()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        b.Add("Ben");
        _net.Run(0.1);
        var again = a.SendRepeatable("Anna", "Ben", "hi");
        again.IsCompleted.ShouldBeTrue();
        Sum(again).ShouldBe(Sum(first));
        Sum(again).ShouldBe((1, 1, ""));
        (a.Handed.Count, b.Handed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Route_AgainAfterItWasRefused_IsDelivered()
    {
        var (a, b, c) = Three();
        b.Add("Ben");
        _net.Run(0.1);
        b.Refuses = true;
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        b.Refuses = false;
        var again = c.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        (Sum(first), Sum(again)).ShouldBe(((0, 0, "n2"), (1, 1, "")));
        (await first).Reasons.ShouldBe([UnreachableReason.Refused]);
        b.Handed.ShouldBe(["hi"]);
    }

    [Fact]
    public void Route_AgainAtTheSameServerAfterItWasRefused_IsDelivered()
    {
        var (a, b, _) = Three();
        a.Add("Ben");
        b.Add("Ben");
        _net.Run(0.1);
        a.Refuses = b.Refuses = true;
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        a.Refuses = false;
        var second = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        b.Refuses = false;
        var third = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        (Sum(first), Sum(second), Sum(third)).ShouldBe(((0, 0, "n1 n2"), (1, 1, "n2"), (2, 2, "")));
        (a.Handed.Count, b.Handed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Route_RefusedWhereThereIsNoOtherServer_IsNotConfirmed()
    {
        var (a, _, _) = Three();
        a.Add("Ben");
        a.Refuses = true;
        Sum(a.SendRepeatable("Anna", "Ben", "hi")).ShouldBe((0, 0, "n1"));
    }

    [Fact]
    public void Route_AgainBeforeTheOutcome_WaitsForIt()
    {
        var (a, b, _) = Three();
        b.Add("Ben");
        _net.Run(0.1);
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        var again = a.SendRepeatable("Anna", "Ben", "hi");
        again.IsCompleted.ShouldBeFalse();
        _net.Pump();
        (Sum(first), Sum(again)).ShouldBe(((1, 1, ""), (1, 1, "")));
        b.Handed.ShouldBe(["hi"]);
    }

    [Fact]
    public void Route_AgainAtAnotherServer_IsDroppedWhereItWasHadAndCountedAsThen()
    {
        var (a, b, c) = Three();
        b.Add("Ben");
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        _net.Crash(a);
        var again = c.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        Sum(again).ShouldBe((2, 1, ""));
        b.Handed.ShouldBe(["hi"]);
    }

    [Fact]
    public void Route_AgainAfterAServerDidNotConfirm_GoesToThatServer()
    {
        var (a, b, c) = Three();
        b.Add("Ben");
        c.Add("Ben");
        _net.Run(0.1);
        _net.CutBoth(a, c);
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Run(6);
        Sum(first).Item3.ShouldBe("n3");
        _net.Heal();
        _net.Run(10);
        var again = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        Sum(again).ShouldBe((2, 2, ""));
        (b.Handed.Count, c.Handed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Route_SameIdOfAnotherUserOrAfterTheWindow_IsANewMessage()
    {
        var (a, b, _) = Three(options => options.RepeatWindow = TimeSpan.FromSeconds(10));
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _ = a.SendRepeatable("Carl", "Ben", "hi");
        _net.Run(9);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        b.Handed.Count.ShouldBe(2);
        _net.Run(21);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        b.Handed.Count.ShouldBe(3);
    }

    [Fact]
    public void Route_NotRepeatable_IsDeliveredEachTime()
    {
        var (a, b, _) = Three();
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.Send("Anna", "Ben", "hi");
        _ = a.Send("Anna", "Ben", "hi");
        _net.Pump();
        b.Handed.ShouldBe(["hi", "hi"]);
    }

    [Fact]
    public void Remember_AnOutcomeOfAnotherServer_IsTheAnswerHere()
    {
        var (a, b, _) = Three();
        b.Add("Ben");
        _net.Run(0.1);
        a.Node.Remember(SimNode.Name("Anna"), new("hi"), new DeliveryOutcome(3, 2, []));
        Sum(a.SendRepeatable("Anna", "Ben", "hi")).ShouldBe((3, 2, ""));
        a.Node.OutcomeOf(SimNode.Name("Anna"), new("hi"))!.Value.Delivered.ShouldBe(3);
        b.Handed.ShouldBeEmpty();
    }

    [Fact]
    public void MaxRemembered_Reached_ForgetsTheOldestHalf()
    {
        var (a, _, _) = Three(options => options.MaxRemembered = 8);
        a.Add("Ben");
        for (var i = 0; i < 9; i++)
            _ = a.SendRepeatable("Anna", "Ben", $"m{i}");
        _ = a.SendRepeatable("Anna", "Ben", "m8");
        a.Handed.Count.ShouldBe(9);
        _ = a.SendRepeatable("Anna", "Ben", "m0");
        a.Handed.Count.ShouldBe(10);
    }

    private (SimNode A, SimNode B, SimNode C) Three(Action<MeshOptions>? configure = null)
    {
        var nodes = (_net.Start("n1", 3, configure), _net.Start("n2", 3, configure), _net.Start("n3", 3, configure));
        _net.Run(1);
        return nodes;
    }
}
