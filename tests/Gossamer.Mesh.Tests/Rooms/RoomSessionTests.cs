namespace Gossamer.Mesh.Tests;

/// <summary>Sessions in rooms: who gets what is sent there, and what a client that comes back gets of it.</summary>
public sealed class RoomSessionTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public async Task Publish_MembersAtThreeServers_EachGetsItOnce_AndIsCounted()
    {
        var (a, b, c) = Three();
        var sessions = new[] { Join(a, "Anna"), Join(b, "Ben"), Join(b, "Bea"), Join(c, "Carl") };
        var other = c.Begin("Dora", "dora");

        var outcome = Run(a.Publish("Anna", "tea", "hello"));

        (await outcome).ShouldBe(new DeliveryOutcome(3, 2, []));
        sessions.ShouldAllBe(static session => session.Texts.Single() == "hello");
        other.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_OnlyTheUsersClientsThatAreInTheRoomGetIt()
    {
        var (a, b, _) = Three();
        var inRoom = Join(a, "Anna");
        var phone = a.Begin("Anna", "phone");
        var tablet = Join(b, "Anna");

        var outcome = Run(a.Publish("Anna", "tea", "hello"));

        (await outcome).Delivered.ShouldBe(0, "nobody else was there");
        (inRoom.Texts.Count, phone.Texts.Count, tablet.Texts.Count).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task Publish_ToServersThatHaveMembersOnly()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        Join(b, "Ben");
        _net.Run(11); // so that nobody counts as about to join any more
        var before = _net.FramesDelivered;
        c.Node.Rooms.Find(SimNode.Room("tea").Key).TotalConnections.ShouldBe(2);

        var outcome = Run(a.Publish("Anna", "tea", "hello"), seconds: 0);

        (await outcome).ShouldBe(new DeliveryOutcome(1, 1, []));
        (_net.FramesDelivered - before).ShouldBe(2, "the message and its receipt");
    }

    [Fact]
    public async Task Join_Done_TheNextMessageOfAnyServerComes()
    {
        var (a, b, _) = Three();
        var session = a.Begin("Anna", "anna");
        var joined = session.Join("tea");
        _net.Pump();

        (await joined).ShouldBe(RoomJoin.Joined);
        _ = b.Publish("Ben", "tea", "at once");
        _net.Pump();
        session.Texts.ShouldBe(["at once"]);
    }

    [Fact]
    public async Task Join_MoreRoomsThanOneMayBeIn_IsRefused()
    {
        var a = _net.Start("n1", of: 1, static options => options.MaxRoomsPerSession = 2);
        var session = a.Begin("Anna", "anna");
        await session.Join("1");
        await session.Join("2");
        await session.Join("2");

        (await session.Join("3")).ShouldBe(RoomJoin.TooMany);
        session.LeaveRoom("1").ShouldBeTrue();
        session.LeaveRoom("1").ShouldBeFalse();
        (await session.Join("3")).ShouldBe(RoomJoin.Joined);
        session.Leave();
        (await session.Join("4")).ShouldBe(RoomJoin.Ended);
        a.Node.Rooms.Count.ShouldBe(0, "who has gone is nowhere");
    }

    [Fact]
    public async Task Leave_NothingMoreComes()
    {
        var (a, b, _) = Three();
        var session = Join(a, "Anna");
        session.LeaveRoom("tea");
        _net.Run(1);

        (await Run(b.Publish("Ben", "tea", "hello"))).Delivered.ShouldBe(0);
        session.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_AgainByItsId_GoesNowhere_AndHasTheSameOutcome()
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");

        var first = await Run(a.Publish("Anna", "tea", "hello", "id"));
        var frames = _net.FramesDelivered;
        (await Run(a.Publish("Anna", "tea", "hello", "id"), seconds: 0)).ShouldBe(first);
        _net.FramesDelivered.ShouldBe(frames, "it goes nowhere");
        await Run(b.Publish("Anna", "tea", "hello", "id")); // by way of another server

        session.Texts.ShouldBe(["hello"]);
    }

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
        _net.Run(1);
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
            _net.PumpSome(1);
        }

        _net.Run(2);
        back!.Texts.ShouldBe(sent, ignoreOrder: true);
    }

    [Fact]
    public void Resume_WithTheServersFormerAndNewCutFromTheSender_ItsMessagesComeByTheFormer()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        _net.CutBoth(a, c); // so that the sender's server does not hear that the member is there
        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        _net.Run(3);

        _ = a.Publish("Anna", "tea", "hello");
        _net.Run(1);

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
        _net.Run(1);

        _ = Run(a.Publish("Anna", "tea", "hello"));
        benBack.Disconnect();
        var again = b.Return("Ben", "Ben", benBack.Offset, "tea");
        _net.Run(1);
        _ = Run(a.Publish("Anna", "tea", "once more"));

        (benBack.Texts.ShouldHaveSingleItem(), again.Texts.ShouldHaveSingleItem()).ShouldBe(("hello", "once more"));
        beaBack.Texts.ShouldBe(["hello", "once more"]);
        var before = _net.FramesDelivered;
        _net.Pump();
        (_net.FramesDelivered - before).ShouldBe(0);
    }

    [Fact]
    public void MovedMember_IsForgottenAfterAWhile()
    {
        var (a, b, c) = Three();
        var session = Join(b, "Ben");
        session.Disconnect();
        c.Return("Ben", "Ben", session.Offset, "tea");
        _net.Run(2);
        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(b.Id).ShouldBe(1, "for what is under way");

        _net.Run(16);

        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(b.Id).ShouldBe(0);
        a.Node.LocationsOf(SimNode.Room("tea")).ConnectionsAt(c.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Locate_KnowsTheRooms()
    {
        var (a, b, _) = Three();
        Join(b, "Ben");
        var located = a.Node.LocateAsync("Ben");
        _net.Run(1);

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
        _net.Run(2);
        _ = a.Publish("Anna", "tea", "3");
        (await handedOff).ShouldBeTrue();
        _net.Run(1);
        _net.Crash(b);
        _ = Run(a.Publish("Anna", "tea", "4"));

        var back = c.Return("Ben", "Ben", session.Offset, "tea");
        _net.Run(3);

        back.Texts.ShouldBe(["1", "2", "3", "4"]);
        back.IsComplete.ShouldBe(true);
    }

    /// <summary>Both ends were there all the time; no client was lost.</summary>
    [Fact]
    public void Publish_BehindACut_ComesOnceItHeals_BeforeWhatIsNew()
    {
        var (a, b, c) = Three();
        Join(a, "Anna");
        var (ben, carl) = (Join(b, "Ben"), Join(c, "Carl"));
        _ = Run(a.Publish("Anna", "tea", "1"));
        _net.CutBoth(a, b);
        _net.Run(10);
        _ = Run(a.Publish("Anna", "tea", "2"));
        _ = Run(a.Publish("Anna", "tea", "3"));
        _net.Heal();
        for (var n = 0; n < 40; n++)
        {
            _ = a.Publish("Anna", "tea", $"after {n}");
            _net.Run(0.1);
        }

        string[] expected = ["1", "2", "3", .. Enumerable.Range(0, 40).Select(static n => $"after {n}")];
        ben.Texts.ShouldBe(expected);
        carl.Texts.ShouldBe(expected);
    }

    [Fact]
    public void Join_BehindACut_WhatWasSaidLongBeforeDoesNotComeOnceItHeals()
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var before = Join(b, "Ben");
        _net.CutBoth(a, b);
        _net.Run(10);
        _ = Run(a.Publish("Anna", "tea", "while it was away"));
        _net.Run(5);
        var late = b.Begin("Bea", "bea");
        _ = late.Join("tea");
        _net.Heal();
        _net.Run(8);
        _ = Run(a.Publish("Anna", "tea", "now"));

        before.Texts.ShouldBe(["while it was away", "now"]);
        late.Texts.ShouldBe(["now"]);
    }

    /// <summary>What was given up before the peer was gone is from before that absence.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(20)]
    public async Task Publish_IntoACutOfOneDirection_ComesLate(int seconds)
    {
        var (a, b, _) = Three();
        Join(a, "Anna");
        var session = Join(b, "Ben");
        _net.Cut(a, b);

        (await Run(a.Publish("Anna", "tea", "late"), seconds)).Unreachable.ShouldBe([b.Id]);
        _net.Heal();
        _net.Run(8);

        session.Texts.ShouldBe(["late"]);
    }

    [Fact]
    public void Publish_MoreBehindACutThanLogsKeep_MembersAreTold()
    {
        var a = _net.Start("n1", of: 2, static options => options.MaxLogEntriesPerUser = 3);
        var b = _net.Start("n2", of: 2);
        _net.Run(6);
        Join(a, "Anna");
        var (session, other) = (Join(b, "Ben"), b.Begin("Bea", "bea"));
        _net.CutBoth(a, b);
        _net.Run(10);
        for (var n = 0; n < 5; n++)
            _ = Run(a.Publish("Anna", "tea", $"{n}"));
        _net.Run(1);
        _net.Heal();
        _net.Run(5);

        session.Texts.ShouldBe(["2", "3", "4"]);
        session.Losses.ShouldBeGreaterThan(0);
        other.Losses.ShouldBe(0, "it is not in the room");
    }

    [Fact]
    public void Resume_MoreSaidThanTheLogKeeps_IsTold()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2, static options => options.MaxLogEntriesPerUser = 3));
        _net.Run(6);
        Join(a, "Anna");
        var session = Join(b, "Ben");
        session.Disconnect();
        for (var n = 0; n < 5; n++)
            _ = Run(a.Publish("Anna", "tea", $"{n}"));

        var back = a.Return("Ben", "Ben", session.Offset, "tea");
        _net.Run(2);

        back.Texts.ShouldBe(["2", "3", "4"]);
        back.IsComplete.ShouldBe(false);
    }

    [Fact]
    public void Publish_InTheNameOfNobodysUser_IsRefusedWhereSendersMustBeListed()
    {
        var (a, b) = (_net.Start("n1", of: 2, Listed), _net.Start("n2", of: 2, Listed));
        _net.Run(6);
        var session = Join(b, "Ben");
        _net.Run(61);

        _ = a.Publish("Nobody", "tea", "hello");
        _net.Run(1);

        session.Texts.ShouldBeEmpty();

        static void Listed(MeshOptions options) => options.RequireListedSenders = true;
    }

    private (SimNode A, SimNode B, SimNode C) Three()
    {
        var (a, b, c) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        _net.Run(6); // so that resuming awaits nobody who was never there
        return (a, b, c);
    }

    private SimSession Join(SimNode node, string user)
    {
        var session = node.Begin(user, user);
        Run(session.Join("tea")).Result.ShouldBe(RoomJoin.Joined);
        return session;
    }

    private Task<T> Run<T>(Task<T> task, double seconds = 0.3)
    {
        if (seconds > 0)
            _net.Run(seconds);
        else
            _net.Pump();
        return task;
    }
}
