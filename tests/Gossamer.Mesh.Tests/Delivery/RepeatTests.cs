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
    public void Route_AgainAfterNobodyWasThere_GoesToWhoIsThereNow_Once()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        _net.Run(0.1);
        Sum(a.SendRepeatable("Anna", "Ben", "hi")).ShouldBe((0, 0, ""));
        _net.Run(5); // longer ago than what a newcomer gets all the same
        b.Add("Ben");
        _net.Run(0.1);
        var again = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        Sum(again).ShouldBe((1, 1, ""));
        Sum(a.SendRepeatable("Anna", "Ben", "hi")).ShouldBe((1, 1, ""));
        b.Handed.ShouldBe(["hi"]);
        a.Handed.ShouldBe(["hi"]); // the sender's own device had it the first time
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
        _net.Run(125); // recovery keeps keys for longer than so short a window
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
    public void MaxKeysPerUser_Reached_ForgetsTheOldest()
    {
        var (a, _, _) = Three(options => options.MaxKeysPerUser = 8);
        a.Add("Ben");
        for (var i = 0; i < 9; i++)
            _ = a.SendRepeatable("Anna", "Ben", $"m{i}");
        _ = a.SendRepeatable("Anna", "Ben", "m1");
        a.Node.Messages.LastNumber.ShouldBe(9UL);
        _ = a.SendRepeatable("Anna", "Ben", "m0");
        a.Node.Messages.LastNumber.ShouldBe(10UL, "it is accepted as a new message");
        a.Handed.Count.ShouldBe(10);
    }

    /// <summary>One who sends 420,000 messages with ids of its own made others' repetitions come again after seconds.</summary>
    [Fact]
    public void MaxKeysPerUser_AFloodToBothUsers_ForgetsNothingOfTheirs()
    {
        var (a, _, _) = Three(options => options.MaxKeysPerUser = 8);
        a.Add("Anna");
        a.Add("Ben");
        var first = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        for (var i = 0; i < 100; i++)
            foreach (var to in (string[])["Anna", "Ben"])
                _ = a.SendRepeatable("Flo", to, $"{to} {i}");
        _net.Pump();
        var before = a.Node.Messages.LastNumber;

        var again = a.SendRepeatable("Anna", "Ben", "hi");

        _net.Pump();
        a.Node.Messages.LastNumber.ShouldBe(before, "it is not accepted again");
        Sum(again).ShouldBe(Sum(first));
        a.Handed.Count(frame => frame == "hi").ShouldBe(1);
    }

    /// <summary>The same at another server, which has no answer for it: those that had it drop it.</summary>
    [Fact]
    public void MaxKeysPerUser_AFloodBeforeARepetitionAtAnotherServer_IsNotDeliveredAgain()
    {
        var (a, b, c) = Three(options => options.MaxKeysPerUser = 8);
        c.Add("Ben");
        _net.Run(0.1);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        for (var i = 0; i < 100; i++)
            _ = a.SendRepeatable("Flo", "Ben", $"flood {i}");
        _net.Pump();

        _ = b.SendRepeatable("Anna", "Ben", "hi");

        _net.Pump();
        c.Handed.Count(frame => frame == "hi").ShouldBe(1);
    }

    private (SimNode A, SimNode B, SimNode C) Three(Action<MeshOptions>? configure = null)
    {
        var nodes = (_net.Start("n1", 3, configure), _net.Start("n2", 3, configure), _net.Start("n3", 3, configure));
        _net.Run(1);
        return nodes;
    }
}
