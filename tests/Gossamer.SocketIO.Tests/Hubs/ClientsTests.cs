using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class ClientsTests
{
    public interface IClient
    {
        Task HeardAsync(string text);

        [EventName("all at once")]
        ValueTask Many(int a, string? b, byte[] c, CancellationToken cancellation);

        Task<AckResult<int>> Try(string question, CancellationToken cancellation);

        ValueTask<string> Answer();
    }

    [Theory]
    [InlineData("all", "abc")]
    [InlineData("caller", "a")]
    [InlineData("others", "bc")]
    [InlineData("allExceptB", "ac")]
    [InlineData("clientB", "b")]
    [InlineData("clientsBC", "bc")]
    [InlineData("groupG", "ab")]
    [InlineData("groupsGH", "abc")]
    [InlineData("groupGExceptB", "a")]
    [InlineData("othersInGroupG", "b")]
    [InlineData("userB", "b")]
    [InlineData("usersBC", "bc")]
    [InlineData("nobody", "")]
    [InlineData("nobody's user", "")]
    [InlineData("clientOfAGroupsName", "")]
    [InlineData("clientOfAUsersRoom", "")]
    [InlineData("clientsOfRoomsAndC", "c")]
    [InlineData("clientsOfRooms", "")]
    [InlineData("allExceptRooms", "abc")]
    [InlineData("groupGExceptRooms", "ab")]
    public async Task Clients_ThatAreMeant_HearIt(string who, string heard)
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var clients = new Dictionary<char, Connection>();
        foreach (var name in "abc")
            clients[name] = await server.JoinAsAsync($"{name}");
        foreach (var (name, groups) in new[] { ('a', "g"), ('b', "g"), ('c', "h") })
            await clients[name].AskAsync($"""["enter","{groups}"]""");
        var (b, c) = (server.SocketOf("b").Id, server.SocketOf("c").Id);

        await clients['a'].SendAsync($"""2["tell","{who}","{b}","{c}"]""");

        foreach (var (name, client) in clients)
        {
            if (heard.Contains(name, StringComparison.Ordinal))
                (await client.NextAsync()).ShouldBe("""2["heard","hello"]""");
            await client.AskAsync("""["enter","other"]"""); // and nothing more
        }
    }

    [Fact]
    public async Task User_OfSeveralConnections_HearsItOnEach()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        Connection[] all = [await server.JoinAsAsync("a"), await server.JoinAsAsync("b"), await server.JoinAsAsync("b")];

        await all[0].SendAsync("""2["tell","userB","",""]""");

        foreach (var client in all[1..])
            (await client.NextAsync()).ShouldBe("""2["heard","hello"]""");
    }

    [Fact]
    public async Task TypedMethod_OfManyArguments_EmitsThem()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");

        await client.SendAsync("""2["tellMany"]""");

        (await client.NextAsync()).ShouldBe("""51-["all at once",1,null,{"_placeholder":true,"num":0}]""");
        (await client.NextBinaryAsync()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task TypedMethod_WithAnAnswer_AsksTheClient_WhileItsCallWaits()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");

        await client.SendAsync("""27["ask","a"]""");
        (await client.NextAsync()).ShouldBe("""21["try","sure?"]""");
        await client.SendAsync("31[5]");
        (await client.NextAsync()).ShouldBe("""22["answer"]""");
        await client.SendAsync("""32["yes"]""");

        (await client.NextAsync()).ShouldBe("""37["Answered 5 yes"]""");
    }

    [Fact]
    public async Task TypedMethod_WithAnAnswer_TellsWhyThereIsNone()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");

        await client.SendAsync("""27["ask","a"]""");
        await client.NextAsync();
        await client.SendAsync("31[{}]");
        await client.NextAsync();
        await client.SendAsync("""32[["no string"]]""");

        (await client.NextAsync()).ShouldBe("""37["Invalid 0 Invalid"]""");
        (await client.AskAsync("""["ask","gone"]""")).ShouldBe("""["Disconnected 0 Disconnected"]""");
    }

    [Fact]
    public async Task TypedMethod_WithAnAnswerThatDoesNotCome_TellsThatItIsLate()
    {
        await using var server = await HubServer.StartAsync<Hub>(options: o =>
            (o.PingInterval, o.PingTimeout) = (TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        var client = await server.JoinAsAsync("a");

        await client.SendAsync("""27["askForLong"]""");
        await client.NextAsync();
        var answer = client.NextAsync();
        await Eventually.TrueAsync(() =>
        {
            server.Time.Advance(TimeSpan.FromSeconds(11)); // the waiting may begin after the question was sent
            return answer.IsCompleted;
        });

        (await answer).ShouldBe("""37["TimedOut"]""");
    }

    [Fact]
    public async Task TypedMethod_WithAnAnswerOfMany_Throws()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");

        await client.AskAsync("""["askAll"]""");

        server.Errors.ShouldHaveSingleItem()!.Message.ShouldContain("\"try\" has an answer, which one client can give");
    }

    [Theory]
    [InlineData("""["enter","\u0001user:b"]""")]
    [InlineData("""["enter",""]""")]
    [InlineData("""["enter","VICTIM"]""")]
    [InlineData("""["join","\u0001user:b"]""")]
    [InlineData("""["toGroup","\u0001user:b"]""")]
    [InlineData("""["toGroup","VICTIM"]""")]
    [InlineData("""["toGroups","\u0001user:b"]""")]
    [InlineData("""["toGroupExcept","\u0001user:b"]""")]
    [InlineData("""["toOthersInGroup","\u0001user:b"]""")]
    public async Task Group_OfAUsersNameOrASockets_CannotBeEnteredNorReached(string call)
    {
        await using var server = await HubServer.StartAsync<Hub>();
        await server.JoinAsAsync("victim");
        var victim = server.IO.Sockets.Single().Id;
        var client = await server.JoinAsAsync("a");

        (await client.AskAsync(call.Replace("VICTIM", victim, StringComparison.Ordinal))).ShouldContain("internal");

        server.Errors.ShouldHaveSingleItem().ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public async Task Group_OfARoomsMembers_IsNotEnteredInPlaceOfAConnectionId()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");
        await client.AskAsync("""["enter","g"]""");
        var socket = server.SocketOf("a");
        var groups = server.App.Services.GetRequiredService<ISocketHubContext<Hub>>().Groups;

        await groups.AddToGroupAsync("g", "other", ApiServer.Cancelled);
        await groups.RemoveFromGroupAsync("\u0001user:a", "g", ApiServer.Cancelled);

        socket.Rooms.Order(StringComparer.Ordinal).ShouldBe(["\u0001user:a", "g"]);
    }

    [Fact]
    public async Task HubContext_OutsideOfCalls_ReachesClientsAndGroups()
    {
        await using var server = await HubServer.StartAsync<Hub>();
        var client = await server.JoinAsAsync("a");
        var id = server.SocketOf("a").Id;
        var typed = server.App.Services.GetRequiredService<ISocketHubContext<Hub, IClient>>();
        var plain = server.App.Services.GetRequiredService<ISocketHubContext<Hub>>();

        await typed.Groups.AddToGroupAsync(id, "g", ApiServer.Cancelled);
        await typed.Clients.Group("g").HeardAsync("1");
        await typed.Groups.RemoveFromGroupAsync(id, "g", ApiServer.Cancelled);
        await typed.Clients.Group("g").HeardAsync("2");
        await plain.Clients.User("a").EmitAsync("heard", "3");
        var asking = typed.Clients.Client(id).Answer();

        (await client.NextAsync()).ShouldBe("""2["heard","1"]""");
        (await client.NextAsync()).ShouldBe("""2["heard","3"]""");
        (await client.NextAsync()).ShouldBe("""21["answer"]""");
        await client.SendAsync("""31["x"]""");
        (await asking).ShouldBe("x");
        await typed.Groups.AddToGroupAsync("gone", "g", ApiServer.Cancelled);
        (await Should.ThrowAsync<NoAnswerException>(typed.Clients.Client("gone").Answer().AsTask())).Outcome
            .ShouldBe(AckOutcome.Disconnected);
    }

    [Fact]
    public async Task HubContext_OfAHubThatIsNotServed_SaysSo()
    {
        await using var server = await ApiServer.StartAsync();

        Should.Throw<InvalidOperationException>(() => server.App.Services.GetRequiredService<ISocketHubContext<Hub, IClient>>().Clients)
            .Message.ShouldContain("MapSocketHub<Hub>");
    }

    [Fact]
    public void Members_OutsideOfACall_SayWhatToDo() =>
        Should.Throw<InvalidOperationException>(() => new Hub().Clients).Message.ShouldContain("ISocketHubContext");

    internal sealed partial class Hub : SocketHub<IClient>
    {
        public Task Enter(string group) => Groups.AddToGroupAsync(Context.ConnectionId, group);

        public Task Tell(string who, string b, string c) => (who switch
        {
            "all" => Clients.All,
            "caller" => Clients.Caller,
            "others" => Clients.Others,
            "allExceptB" => Clients.AllExcept([b]),
            "clientB" => Clients.Client(b),
            "clientsBC" => Clients.Clients([b, c]),
            "groupG" => Clients.Group("g"),
            "groupsGH" => Clients.Groups(["g", "h"]),
            "groupGExceptB" => Clients.GroupExcept("g", [b]),
            "othersInGroupG" => Clients.OthersInGroup("g"),
            "userB" => Clients.User("b"),
            "usersBC" => Clients.Users(["b", "c"]),
            "nobody" => Clients.Clients([]),
            "clientOfAGroupsName" => Clients.Client("g"),
            "clientOfAUsersRoom" => Clients.Client("\u0001user:b"),
            "clientsOfRoomsAndC" => Clients.Clients(["g", c, "\u0001user:b"]),
            "clientsOfRooms" => Clients.Clients(["g", "\u0001user:b"]),
            "allExceptRooms" => Clients.AllExcept(["g", "\u0001user:c"]),
            "groupGExceptRooms" => Clients.GroupExcept("g", ["g", "\u0001user:b"]),
            _ => Clients.Users([]),
        }).HeardAsync("hello");

        public void Join(string room) => Context.Socket.Join(room);

        public Task ToGroup(string name) => Clients.Group(name).HeardAsync("hello");

        public Task ToGroups(string name) => Clients.Groups(["g", name]).HeardAsync("hello");

        public Task ToGroupExcept(string name) => Clients.GroupExcept(name, []).HeardAsync("hello");

        public Task ToOthersInGroup(string name) => Clients.OthersInGroup(name).HeardAsync("hello");

        public ValueTask TellMany(CancellationToken cancellation) => Clients.Caller.Many(1, null, [1, 2], cancellation);

        public async Task<string> Ask(string whom, CancellationToken cancellation)
        {
            var client = whom == "gone" ? Clients.Client("gone") : Clients.Caller;
            var result = await client.Try("sure?", cancellation);
            try
            {
                return $"{result.Outcome} {result.Value} {await client.Answer()}";
            }
            catch (NoAnswerException e)
            {
                return $"{result.Outcome} {result.Value} {e.Outcome}";
            }
        }

        public async Task<string> AskForLong(CancellationToken cancellation) =>
            (await Clients.Caller.Try("sure?", cancellation)).Outcome.ToString();

        public Task AskAll(CancellationToken cancellation) => Clients.All.Try("x", cancellation);
    }
}
