namespace Gossamer.Mesh.Tests;

public sealed class RoomDirectoryTests
{
    private static readonly RoomKey Kitchen = RoomKey.Of("/", "kitchen");
    private static readonly RoomKey Hall = RoomKey.Of("/", "hall");

    private readonly SimNetwork _net = new();

    [Fact]
    public void SetMembers_BeforeAndAfterTheLink_IsKnownThere()
    {
        var a = _net.Start("n1", of: 2, o => o.SnapshotChunkUsers = 3);
        for (var n = 0; n < 10; n++)
            a.Node.Rooms.SetMembers(RoomKey.Of("/", $"room {n}"), 1 + n);
        var b = _net.Start("n2", of: 2);
        b.Node.Rooms.IsKnown(a.Id).ShouldBeFalse();
        _net.Run(1);

        b.Node.Rooms.IsKnown(a.Id).ShouldBeTrue();
        b.Node.Rooms.Count.ShouldBe(10);
        b.Node.Rooms.Find(RoomKey.Of("/", "room 9")).ConnectionsAt(a.Id).ShouldBe(10);
        a.Node.Rooms.SetMembers(RoomKey.Of("/", "room 9"), 0);
        a.Node.Rooms.SetMembers(Kitchen, 2);
        _net.Run(0.1);
        b.Node.Rooms.Count.ShouldBe(10);
        b.Node.Rooms.Find(RoomKey.Of("/", "room 9")).IsEmpty.ShouldBeTrue();
        b.Node.Rooms.Find(Kitchen).TotalConnections.ShouldBe(2);
        b.Node.Directory.Count.ShouldBe(0, "rooms are no users");
    }

    [Fact]
    public void IsKnown_WhileTheLinkIsLost_IsFalse_AndThenAllIsAsItIs()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        a.Node.Rooms.SetMembers(Kitchen, 1);
        _net.Run(1);
        b.Node.Rooms.Find(Kitchen).Count.ShouldBe(1);

        _net.CutBoth(a, b);
        _net.BreakLinks(a, b);
        _net.Run(0.2);
        b.Node.Rooms.IsKnown(a.Id).ShouldBeFalse();
        a.Node.Rooms.SetMembers(Kitchen, 0);
        a.Node.Rooms.SetMembers(Hall, 3);
        _net.Heal();
        _net.Run(5);

        b.Node.Rooms.IsKnown(a.Id).ShouldBeTrue();
        b.Node.Rooms.Find(Kitchen).IsEmpty.ShouldBeTrue();
        b.Node.Rooms.Find(Hall).ConnectionsAt(a.Id).ShouldBe(3);
    }

    [Fact]
    public void RoomsOfAServerThatIsGone_AreGone()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        a.Node.Rooms.SetMembers(Kitchen, 1);
        _net.Run(1);

        _net.Crash(a);
        _net.Run(60);

        b.Node.Rooms.Count.ShouldBe(0);
        b.Node.IsThere(a.Id).ShouldBeFalse();
    }

    [Fact]
    public void MoreRoomsThanAPeerMayHave_AreNotKnown_AndTheLinkStays()
    {
        var a = _net.Start("n1", of: 2);
        var b = _net.Start("n2", of: 2, o => o.MaxRoomsPerPeer = 2);
        for (var n = 0; n < 3; n++)
            a.Node.Rooms.SetMembers(RoomKey.Of("/", $"room {n}"), 1);
        _net.Run(1);

        b.Node.Rooms.Count.ShouldBe(0);
        b.Node.Rooms.IsKnown(a.Id).ShouldBeFalse();
        a.LinkTo(b).Outgoing.ShouldBe(LinkState.Up);
        b.Log.Texts(2036).ShouldHaveSingleItem();

        a.Node.Rooms.SetMembers(RoomKey.Of("/", "room 0"), 0);
        _net.Run(20);
        b.Node.Rooms.IsKnown(a.Id).ShouldBeFalse("before there is a new link");
        _net.BreakLinks(a, b);
        _net.Run(5);
        b.Node.Rooms.IsKnown(a.Id).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a", "bc", "ab", "c")]
    [InlineData("", "x", "x", "")]
    [InlineData("/", "Kitchen", "/", "kitchen")]
    public void RoomKey_OfTwoPairs_AreTwo(string scope, string room, string otherScope, string otherRoom) =>
        RoomKey.Of(scope, room).ShouldNotBe(RoomKey.Of(otherScope, otherRoom));

    [Fact]
    public void RoomKey_OfAnyText_IsTheSame12Characters()
    {
        foreach (var room in new[] { "", "\u0001user:Anna", "\ud83d\ude00", new string('x', 10_000), "\ud800" })
        {
            RoomKey.Of("/", room).ShouldBe(RoomKey.Of("/", room));
            RoomKey.Of("/", room).ToString().Length.ShouldBe(12);
        }
    }
}
