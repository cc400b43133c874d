using Gossamer.Mesh;
using Gossamer.Server.Groups;

namespace Gossamer.Server.Tests.Groups;

/// <summary>What servers tell each other of rooms comes back as it was; what is no such text is not taken.</summary>
public sealed class GroupTextTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    [Fact]
    public void Closures_ComeBackAsTheyWere()
    {
        RoomClosure[] closures = [new(Room("tea"), IsClosed: true, At), new(Room("Zoë's 🫖"), IsClosed: false, At.AddMilliseconds(1))];

        ClosureText.Read(ClosureText.Write(closures)).ShouldBe(closures);
    }

    [Theory]
    [InlineData("c\ttea\n")]
    [InlineData("x\ttea\t1\n")]
    [InlineData("c\t\t1\n")]
    [InlineData("c\ttea\t-1\n")]
    [InlineData("c\ttea\t99999999999999999\n")]
    public void Closures_OfAnythingElse_AreNone(string text) =>
        ClosureText.Read(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Members_ComeBackAsTheyWere()
    {
        var members = MemberNames.Of(["Zoë", "Anna", "Anna"], most: 3);

        MemberText.TryReadMembers(MemberText.Lines(MemberText.WriteMembers(Room("tea"), members)), 3, out var room, out var read)
            .ShouldBeTrue();
        room.ShouldBe(Room("tea"));
        read.Names.ShouldBe(["Anna", "Zoë"]);
        read.Hash.ShouldBe(members.Hash);
    }

    [Fact]
    public void Members_MoreThanAreTold_AreTold()
    {
        var members = MemberNames.Of(["1", "2", "3"], most: 2);
        members.Names.ShouldBeNull();

        MemberText.TryReadMembers(MemberText.Lines(MemberText.WriteMembers(Room("tea"), members)), 2, out _, out var read).ShouldBeTrue();
        read.Names.ShouldBeNull();
        read.Hash.ShouldNotBe(MemberNames.None.Hash);
    }

    [Theory]
    [InlineData("m\n")]
    [InlineData("m\ntea\n \n")]
    [InlineData("y\ntea\n")]
    [InlineData("w\ntea\n")]
    [InlineData("w\ntea\txyz\n")]
    public void Texts_OfAnythingElse_AreNotTaken(string text)
    {
        var lines = MemberText.Lines(System.Text.Encoding.UTF8.GetBytes(text));

        MemberText.TryReadMembers(lines, 10, out _, out _).ShouldBeFalse();
        MemberText.TryReadWanted(lines, out _).ShouldBeFalse();
    }

    [Fact]
    public void Wanted_ComesBackAsItWas()
    {
        (RoomName, ulong)[] rooms = [(Room("tea"), 0xABCDEFUL), (Room("coffee"), 1)];

        MemberText.TryReadWanted(MemberText.Lines(MemberText.WriteWanted(rooms)), out var read).ShouldBeTrue();
        read.ShouldBe(rooms);
    }

    private static RoomName Room(string text) => RoomName.TryCreate(text, out var room, out _) ? room : default;
}
