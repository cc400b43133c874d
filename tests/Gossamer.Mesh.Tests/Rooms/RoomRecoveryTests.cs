namespace Gossamer.Mesh.Tests;

/// <summary>What a client that comes back gets of what was sent to its rooms.</summary>
public sealed class RoomRecoveryTests : RoomTests
{
    [Fact]
    public void Resume_AtAnotherServer_GetsWhatWasSaidMeanwhile_InOrder()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        _ = Run(a.Publish("Anna", "tea", "1"));
        session.Disconnect();
        _ = Run(a.Publish("Anna", "tea", "2"));
        _ = Run(b.Publish("Bea", "tea", "3"));
        _ = Run(a.Send("Anna", "Ben", "for Ben"));

        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(1);
        _ = Run(a.Publish("Anna", "tea", "4"));

        back.Texts.ShouldBe(["2", "3", "for Ben", "4"]);
        back.IsComplete.ShouldBe(true);
        back.IsIn("tea").ShouldBeTrue();
        session.Texts.ShouldBe(["1"]);
    }

    /// <summary>Nobody tells the third server in time where the member is; the second, where it was, passes on what comes.</summary>
    [Fact]
    public void Resume_WhileMessagesAreUnderWay_NothingIsLost_AndNothingComesTwice()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        SimSession? back = null;
        var sent = new List<string>();
        for (var n = 0; n < 40; n++)
        {
            if (n == 10)
                back = c.Return("Ben", "Ben", session.Offset, "tea");
            sent.Add($"{n}");
            _ = a.Publish("Anna", "tea", $"{n}");
            Net.PumpSome(1);
        }

        Net.Run(2);
        back!.Texts.ShouldBe(sent, ignoreOrder: true);
    }

    [Fact]
    public void Resume_WithTheServersFormerAndNewCutFromTheSender_ItsMessagesComeByTheFormer()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        Net.CutBoth(a, c); // so that the sender's server does not hear that the member is there
        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(3);

        _ = a.Publish("Anna", "tea", "hello");
        Net.Run(1);

        back.Texts.ShouldBe(["hello"]);
    }

    [Fact]
    public void Resume_BackAndForth_NothingIsPassedOnForEver()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var (ben, bea) = (Join(b, "Ben"), Join(c, "Bea"));
        ben.Disconnect();
        bea.Disconnect();
        var benBack = c.Return("Ben", "Ben", ben.Offset, "tea");
        var beaBack = b.Return("Bea", "Bea", bea.Offset, "tea");
        Net.Run(1);

        _ = Run(a.Publish("Anna", "tea", "hello"));
        benBack.Disconnect();
        var again = b.Return("Ben", "Ben", benBack.Offset, "tea");
        Net.Run(1);
        _ = Run(a.Publish("Anna", "tea", "once more"));

        (benBack.Texts.ShouldHaveSingleItem(), again.Texts.ShouldHaveSingleItem()).ShouldBe(("hello", "once more"));
        beaBack.Texts.ShouldBe(["hello", "once more"]);
        var before = Net.FramesDelivered;
        Net.Pump();
        (Net.FramesDelivered - before).ShouldBe(0);
    }

    [Fact]
    public void MovedMember_IsForgottenAfterAWhile()
    {
        var (a, b, c) = Three();
        var session = Join(b, "Ben");
        session.Disconnect();
        c.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(2);
        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(b.Id).ShouldBe(1, "for what is under way");

        Net.Run(16);

        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(b.Id).ShouldBe(0);
        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(c.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Locate_KnowsTheRooms()
    {
        var (a, b, _) = Three();
        Join(b, "Ben");
        var located = a.Node.LocateAsync("Ben");
        Net.Run(1);

        (await located).ShouldNotBeNull().Rooms.ShouldBe([SimNode.Room("tea")]);
    }

    [Fact]
    public async Task HandOff_TheSuccessorIsInTheRooms()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        _ = Run(a.Publish("Anna", "tea", "1"));
        var handedOff = b.Node.HandOffAsync(CancellationToken.None);
        _ = a.Publish("Anna", "tea", "2"); // the sender's server knows of no handoff
        Net.Run(2);
        _ = a.Publish("Anna", "tea", "3");
        (await handedOff).ShouldBeTrue();
        Net.Run(1);
        Net.Crash(b);
        _ = Run(a.Publish("Anna", "tea", "4"));

        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(3);

        back.Texts.ShouldBe(["1", "2", "3", "4"]);
        back.IsComplete.ShouldBe(true);
    }

    [Fact]
    public void Resume_MoreSaidThanTheLogKeeps_IsTold()
    {
        var (a, b) = (Net.Start("n1", of: 2), Net.Start("n2", of: 2, static options => options.MaxLogEntriesPerUser = 3));
        Net.Run(6);
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        for (var n = 0; n < 5; n++)
            _ = Run(a.Publish("Anna", "tea", $"{n}"));

        var back = a.Return("Ben", "Ben", session.Offset, "tea");
        Net.Run(2);

        back.Texts.ShouldBe(["2", "3", "4"]);
        back.IsComplete.ShouldBe(false);
    }
}
