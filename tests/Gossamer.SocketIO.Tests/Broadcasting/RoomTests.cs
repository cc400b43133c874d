using System.Text.Json;
using System.Text.Json.Serialization;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Broadcasting;

public sealed class RoomTests
{
    [Fact]
    public async Task Emit_ToRooms_ReachesEachMemberOnceAndNobodyElse()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red", "large");
        hall["b"].Join("red");
        hall["c"].Join("large");

        await hall.IO.To("red").To("large", "empty").EmitAsync("x", 1);

        await hall.OnlyAsync("""2["x",1]""", "a", "b", "c");
    }

    [Fact]
    public async Task Emit_ExceptRooms_LeavesTheirMembersOut()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        hall["b"].Join("red", "tired");

        await hall.IO.To("red").Except("tired").EmitAsync("x");
        await hall.OnlyAsync("""2["x"]""", "a");

        await hall.IO.Except("red", hall["d"].Id).EmitAsync("y");
        await hall.OnlyAsync("""2["y"]""", "c");
    }

    [Fact]
    public async Task Emit_ToASocketsId_ReachesThatSocketAndThoseWhoJoinedItsRoom()
    {
        await using var hall = await Hall.OpenAsync();

        await hall.IO.To(hall["a"].Id).EmitAsync("x");
        await hall.OnlyAsync("""2["x"]""", "a");

        hall["b"].Join(hall["a"].Id);
        await hall.IO.To(hall["a"].Id).EmitAsync("y");
        await hall.OnlyAsync("""2["y"]""", "a", "b");
        await hall.IO.To(hall["a"].Id, hall["c"].Id).EmitAsync("z");
        await hall.OnlyAsync("""2["z"]""", "a", "b", "c");
    }

    [Fact]
    public async Task Emit_FromASocket_ReachesTheOthers()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        hall["b"].Join("red");

        await hall["a"].Broadcast.EmitAsync("x");
        await hall.OnlyAsync("""2["x"]""", "b", "c", "d");
        await hall["a"].To("red").EmitAsync("y");
        await hall.OnlyAsync("""2["y"]""", "b");
        await hall["a"].Except("red").EmitAsync("z");
        await hall.OnlyAsync("""2["z"]""", "c", "d");
        await hall["a"].EmitAsync("me");
        await hall.OnlyAsync("""2["me"]""", "a");
        await hall["a"].Volatile.EmitAsync("me");
        await hall.OnlyAsync("""2["me"]""", "a");
    }

    [Fact]
    public async Task Emit_ToEverybody_InEveryNumberOfArguments()
    {
        await using var hall = await Hall.OpenAsync();

        await hall.IO.Local.EmitAsync("x", "1", 2, new { three = true });

        await hall.OnlyAsync("""2["x","1",2,{"three":true}]""", "a", "b", "c", "d");
    }

    [Fact]
    public async Task Operator_NarrowedDown_LeavesTheOneItCameFrom()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        hall["b"].Join("blue");
        var red = hall.IO.To("red");

        _ = red.To("blue").Except(hall["a"].Id).Volatile;
        await red.EmitAsync("x");

        await hall.OnlyAsync("""2["x"]""", "a");
        red.Target.Volatile.ShouldBeFalse();
    }

    [Fact]
    public async Task Emit_ToManyOfBothProtocols_EncodesOnce()
    {
        var counting = new CountingConverter();
        await using var hall = await Hall.OpenAsync(o => o.Json = new JsonSerializerOptions { Converters = { counting } });

        await hall.IO.EmitAsync("x", new Counted());
        await hall.OnlyAsync("""2["x","counted"]""", "a", "b", "c", "d");

        counting.Written.ShouldBe(1);
    }

    [Fact]
    public async Task LeaveAll_OfSeveralRooms_GetsTheirEventsNoMoreAndThoseToItsIdStill()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red", "blue");
        hall["b"].Join("red");

        hall["a"].LeaveAll();

        hall["a"].Rooms.ShouldBeEmpty();
        await hall.IO.In("red", "blue").EmitAsync("x");
        await hall.OnlyAsync("""2["x"]""", "b");
        await hall.IO.In(hall["a"].Id).EmitAsync("y");
        await hall.OnlyAsync("""2["y"]""", "a");
    }

    [Fact]
    public async Task Leave_Room_GetsItsEventsNoMore()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red", "blue");
        hall["b"].Join("red");

        hall["a"].Leave("red");
        hall["a"].Leave("never joined");
        await hall.IO.To("red").EmitAsync("x");

        await hall.OnlyAsync("""2["x"]""", "b");
        hall["a"].Rooms.ShouldBe(["blue"]);
        hall.IO.Main.Adapter.Rooms.Order(StringComparer.Ordinal).ShouldBe(["blue", "red"]);
    }

    [Fact]
    public async Task Socket_ThatIsGone_IsInNoRoomAndJoinsNone()
    {
        await using var hall = await Hall.OpenAsync();
        var socket = hall["a"];
        socket.Join("red");
        var during = new TaskCompletionSource<string[]>();
        socket.OnDisconnect(_ => during.SetResult([.. socket.Rooms]));

        socket.Disconnect();
        socket.Join("blue");

        (await during.Task).ShouldBe(["red"]);
        socket.Rooms.ShouldBeEmpty();
        hall.IO.Main.Adapter.Rooms.ShouldBeEmpty();
        hall.IO.To("red", "blue").FetchSockets().ShouldBeEmpty();
    }

    [Fact]
    public async Task FetchSockets_OfRooms_GivesTheirMembers()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        hall["b"].Join("red", "blue");

        hall.IO.FetchSockets().Count.ShouldBe(4);
        hall.IO.To("red").Except("blue").FetchSockets().ShouldBe([hall["a"]]);
        hall.IO.To("nobody").FetchSockets().ShouldBeEmpty();
        hall.IO.Of("/other").FetchSockets().ShouldBeEmpty();
    }

    [Fact]
    public async Task SocketsJoinAndLeave_OfRooms_MoveTheirMembers()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        hall["b"].Join("red");

        hall.IO.To("red").SocketsJoin("blue", "green");
        hall.IO.SocketsJoin("all");
        hall.IO.To("blue").Except(hall["a"].Id).SocketsLeave("red", "green");

        hall["a"].Rooms.Order(StringComparer.Ordinal).ShouldBe(["all", "blue", "green", "red"]);
        hall["b"].Rooms.Order(StringComparer.Ordinal).ShouldBe(["all", "blue"]);
        hall["c"].Rooms.ShouldBe(["all"]);
    }

    [Fact]
    public async Task Join_OfTheRoomOfAHubsUser_Throws()
    {
        await using var hall = await Hall.OpenAsync();

        Should.Throw<ArgumentException>(() => hall["a"].Join("\u0001user:b"));
        Should.Throw<ArgumentException>(() => hall.IO.SocketsJoin("\u0001user:b"));

        hall["a"].Rooms.ShouldBeEmpty();
    }

    [Fact]
    public async Task DisconnectSockets_OfRooms_DisconnectsTheirMembers()
    {
        await using var hall = await Hall.OpenAsync();
        hall["a"].Join("red");
        var gone = hall["a"].Gone();

        hall.IO.To("red").DisconnectSockets();

        (await gone).ShouldBe(DisconnectReason.ServerNamespaceDisconnect);
        (await hall.Client("a").NextAsync()).ShouldBe("1");
        hall.IO.FetchSockets().Count.ShouldBe(3);
        hall.IO.DisconnectSockets(close: true);
        await hall.Client("b").Closed;
        hall.IO.FetchSockets().ShouldBeEmpty();
    }

    [Fact]
    public async Task Encode_EmittedSeveralTimes_IsOnePacket()
    {
        await using var hall = await Hall.OpenAsync();
        var packet = hall.IO.Encode("x", new Login("t", 1));

        await hall["a"].EmitAsync(packet, TestContext.Current.CancellationToken);
        hall["b"].Send(packet).ShouldBeTrue();
        await hall.IO.To(hall["c"].Id).EmitAsync(packet, TestContext.Current.CancellationToken);

        packet.Frame.ToArray().ShouldBe("42[\"x\",{\"token\":\"t\",\"age\":1}]"u8.ToArray());
        await hall.OnlyAsync("""2["x",{"token":"t","age":1}]""", "a", "b", "c");
    }

    [Fact]
    public async Task Adapter_OfTheOptions_CarriesTheBroadcasts()
    {
        await using var server = await ApiServer.StartAsync(o => o.Adapter = ns => new LoudAdapter(ns));
        var client = await server.JoinAsync();

        await server.IO.To("red").Local.EmitAsync("x");
        await server.IO.EmitAsync("y");

        (await client.NextAsync()).ShouldBe("2[\"y\"]");
        ((LoudAdapter)server.IO.Main.Adapter).Targets.Select(t => (t.Rooms.Count, t.Local)).ShouldBe([(1, true), (0, false)]);
    }

    private sealed class LoudAdapter(Namespace ns) : InMemoryAdapter(ns)
    {
        public List<BroadcastTarget> Targets { get; } = [];

        public override ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target)
        {
            Targets.Add(target);
            return base.BroadcastAsync(packet, target);
        }
    }

    private sealed class Counted;

    private sealed class CountingConverter : JsonConverter<Counted>
    {
        public int Written { get; private set; }

        public override Counted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new();

        public override void Write(Utf8JsonWriter writer, Counted value, JsonSerializerOptions options)
        {
            Written++;
            writer.WriteStringValue("counted");
        }
    }
}
