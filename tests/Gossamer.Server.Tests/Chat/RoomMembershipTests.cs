using System.Net;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Chat;

public sealed class RoomMembershipTests : IDisposable
{
    private readonly ChatHarness _chat = new(new ChatOptions
    {
        MaxTextLength = 100, Groups = new() { MaxMembershipsInAll = 4, MaxMembersTold = 3 },
    });

    public void Dispose() => _chat.Dispose();

    [Theory]
    [InlineData("\"tea\"")]
    [InlineData("{\"room\":\"tea\"}")]
    [InlineData("{\"room\":\" tea \",\"more\":[1]}")]
    public void Join_ByNameOrObject_IsIn(string argument)
    {
        var (anna, _) = _chat.Join("Anna");

        _chat.Room(anna, "join", argument)!.Answers.ShouldBe(["""[{"room":"tea","members":1}]"""]);
        anna.IsIn(Room("tea")).ShouldBeTrue();
        _chat.Room(anna, "join", argument)!.Answers.ShouldBe(["""[{"room":"tea","members":1}]"""]);
    }

    [Theory]
    [InlineData("", "bad-room")]
    [InlineData("7", "bad-room")]
    [InlineData("\"\"", "bad-room")]
    [InlineData("{\"room\":7}", "bad-room")]
    [InlineData("{\"room\":\"a\\nb\"}", "bad-room")]
    [InlineData("{\"room\":\"\\ud800\"}", "bad-room")]
    [InlineData("{\"room\":\"tea\",\"mode\":\"some\"}", "bad-room")]
    public void Join_WhatIsNoRoom_IsRefused(string argument, string code)
    {
        var (anna, _) = _chat.Join("Anna");

        _chat.Room(anna, "join", argument)!.Answers.ShouldHaveSingleItem().ShouldContain($"\"code\":\"{code}\"");
    }

    [Fact]
    public void Join_BeforeIdentify_IsRefused() =>
        _chat.Room(_chat.Open(new FakeConnection()), "join", "\"tea\"")!.Answers.ShouldHaveSingleItem().ShouldContain("not-identified");

    [Fact]
    public void Take_AMessageToARoom_ReachesItsMembersOnly()
    {
        var (anna, here) = _chat.Join("Anna", "a1");
        var (phone, away) = _chat.Join("Anna", "a2");
        var (billy, there) = _chat.Join("Billy", "b1");
        _chat.Room(anna, "join", "\"tea\"");
        _chat.Room(billy, "join", "\"tea\"");

        var ack = _chat.Send(anna, """{"room":"tea","text":"Hi","id":"m-1"}""", withAck: true)!;

        const string Frame = """42["im",{"from":"Anna","room":"tea","text":"Hi","forwarded":false,"id":"m-1","at":1767225600000}]""";
        here.Sent.ShouldBe([Frame]);
        there.Sent.ShouldBe([Frame]);
        away.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"m-1","delivered":1,"servers":1}]"""]);
        _chat.Send(phone, """{"room":"tea","text":"Hi"}""", withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("not-in-room");
    }

    [Theory]
    [InlineData("""{"room":"tea","to":"Billy","text":"Hi"}""", "bad-message")]
    [InlineData("""{"room":"tea"}""", "bad-message")]
    [InlineData("""{"room":"","text":"Hi"}""", "bad-room")]
    [InlineData("""{"from":"Billy","room":"tea","text":"Hi"}""", "wrong-from")]
    [InlineData("""{"room":"tea","text":"Hi","id":"no good"}""", "bad-id")]
    public void Take_ABadMessageToARoom_IsRefused(string message, string code)
    {
        var (anna, connection) = _chat.Join("Anna");
        _chat.Room(anna, "join", "\"tea\"");

        _chat.Send(anna, message, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain($"\"code\":\"{code}\"");
        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Leave_GivesItsSeatBack_AsDoTheEndAndAnotherUser()
    {
        var (anna, _) = _chat.Join("Anna", "a1");
        for (var round = 0; round < 5; round++)
        {
            _chat.Room(anna, "join", "\"one\"")!.Answers.ShouldHaveSingleItem().ShouldContain("members");
            _chat.Room(anna, "join", "\"two\"")!.Answers.ShouldHaveSingleItem().ShouldContain("members");
            _chat.Room(anna, "join", "\"three\"")!.Answers.ShouldHaveSingleItem().ShouldContain("too-many-rooms"); // half of four
            if (round % 2 == 0)
            {
                _chat.Room(anna, "leave", "\"one\"");
                _chat.Room(anna, "leave", "\"two\"");
            }
            else
            {
                ChatHarness.Identify(anna, $"\"Anna{round}\"");
            }
        }

        anna.End("gone", mayReturn: false);
        var (billy, _) = _chat.Join("Billy", "b1");
        _chat.Room(billy, "join", "\"one\"");
        _chat.Room(billy, "join", "\"two\"")!.Answers.ShouldHaveSingleItem().ShouldContain("members");
        _chat.Mesh.Node.Rooms.Count.ShouldBe(2);
    }

    [Fact]
    public void Closed_ItsMembersAreOutAndTold_AndNobodyGetsIn()
    {
        var (anna, connection) = _chat.Join("Anna");
        _chat.Room(anna, "join", "\"tea\"");
        _chat.Closed.TryAdd(new(Room("tea"), IsClosed: true, _chat.Time.GetUtcNow())).ShouldBeTrue();

        anna.OnClosed(Room("tea"));

        connection.Sent.ShouldBe(["""42["left",{"room":"tea","code":"room-closed"}]"""]);
        _chat.Room(anna, "join", "\"tea\"")!.Answers.ShouldHaveSingleItem().ShouldContain("room-closed");
        _chat.Room(anna, "leave", "\"tea\"")!.Answers.ShouldHaveSingleItem().ShouldContain("not-in-room");
    }

    [Fact]
    public void Members_ListAndChanges_TellWhoIsThere()
    {
        var (anna, lists) = _chat.Join("Anna", "a1");
        var (billy, changes) = _chat.Join("Billy", "b1");
        _chat.Room(anna, "join", "\"tea\"");
        _chat.Room(billy, "join", "\"tea\"");
        _chat.Room(anna, "members", "\"tea\"")!.Answers.ShouldBe(["""[{"room":"tea","members":2}]"""]);
        _chat.Room(billy, "members", """{"room":"tea","mode":"changes"}""");
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));
        var elsewhere = ClientAddress.Of(IPAddress.Parse("10.0.0.2")); // the others have what one address may
        var (carl, _) = _chat.Join("Carl", new FakeConnection("k1") { Address = elsewhere });
        _chat.Room(carl, "join", "\"tea\"");
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));
        carl.End("gone", mayReturn: false);
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));

        const string Both = """42["members",{"room":"tea","list":["Anna","Billy"]}]""";
        lists.Sent.ShouldBe([Both, """42["members",{"room":"tea","list":["Anna","Billy","Carl"]}]""", Both]);
        changes.Sent.ShouldBe(
        [
            Both, """42["members",{"room":"tea","joined":["Carl"],"left":[]}]""",
            """42["members",{"room":"tea","joined":[],"left":["Carl"]}]""",
        ]);
    }

    [Fact]
    public void Members_MoreThanAreTold_IsSaidOnce()
    {
        var (anna, connection) = _chat.Join("Anna", "a1");
        _chat.Room(anna, "join", "\"tea\"");
        _chat.Room(anna, "members", "\"tea\"");
        for (var n = 0; n < 4; n++)
        {
            var user = _chat.Mesh.BeginSession(FakeMesh.Name($"user {n}"), NoOutlet.Instance, ClientIdentity.None);
            user.JoinAsync(Room("tea")).IsCompletedSuccessfully.ShouldBeTrue();
            _chat.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        connection.Sent.Count(static frame => frame.Contains("list-too-large", StringComparison.Ordinal)).ShouldBe(1);
        connection.Sent[^1].ShouldContain("\"event\":\"members\"");
    }

    private static RoomName Room(string text) => RoomName.TryCreate(text, out var room, out _) ? room : default;
}
