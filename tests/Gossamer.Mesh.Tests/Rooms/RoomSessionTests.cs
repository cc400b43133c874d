namespace Gossamer.Mesh.Tests;

/// <summary>Sessions in rooms: who gets what is sent there.</summary>
public sealed class RoomSessionTests : RoomTests
{
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
        Net.Run(11); // so that nobody counts as about to join any more
        var before = Net.FramesDelivered;
        c.Node.Rooms.Find(SimNode.Room("tea").Key).TotalConnections.ShouldBe(2);

        var outcome = Run(a.Publish("Anna", "tea", "hello"), seconds: 0);

        (await outcome).ShouldBe(new DeliveryOutcome(1, 1, []));
        (Net.FramesDelivered - before).ShouldBe(2, "the message and its receipt");
    }

    [Fact]
    public async Task Join_Done_TheNextMessageOfAnyServerComes()
    {
        var (a, b, _) = Three();
        var session = a.Begin("Anna", "anna");
        var joined = session.Join("tea");
        Net.Pump();

        (await joined).ShouldBe(RoomJoin.Joined);
        _ = b.Publish("Ben", "tea", "at once");
        Net.Pump();
        session.Texts.ShouldBe(["at once"]);
    }

    [Fact]
    public async Task Join_MoreRoomsThanOneMayBeIn_IsRefused()
    {
        var a = Net.Start("n1", of: 1, static options => options.MaxRoomsPerSession = 2);
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
        Net.Run(1);

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
        var frames = Net.FramesDelivered;
        (await Run(a.Publish("Anna", "tea", "hello", "id"), seconds: 0)).ShouldBe(first);
        Net.FramesDelivered.ShouldBe(frames, "it goes nowhere");
        await Run(b.Publish("Anna", "tea", "hello", "id")); // by way of another server

        session.Texts.ShouldBe(["hello"]);
    }

    [Fact]
    public void Publish_InTheNameOfNobodysUser_IsRefusedWhereSendersMustBeListed()
    {
        var (a, b) = (Net.Start("n1", of: 2, Listed), Net.Start("n2", of: 2, Listed));
        Net.Run(6);
        var session = Join(b, "Ben");
        Net.Run(61);

        _ = a.Publish("Nobody", "tea", "hello");
        Net.Run(1);

        session.Texts.ShouldBeEmpty();

        static void Listed(MeshOptions options) => options.RequireListedSenders = true;
    }
}
