using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>What is asked of all servers, and what servers of Node ask.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchSocketsAsync_OfARoom_DescribesItsMembersOnAllServers()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var here = await cluster.JoinAsync(0, "/", "kitchen");
        var there = await cluster.JoinAsync(1, "/", "kitchen", "hall");
        await cluster.JoinAsync(2, "/", "hall");
        cluster.SocketOf(1, there).Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Anna" };

        var fetched = await cluster[0].In("kitchen").FetchSocketsAsync(Cancellation);

        fetched.IsComplete.ShouldBeTrue();
        fetched.Sockets.Select(static socket => (socket.Id, socket.Server)).ShouldBe([(here.Id!, null), (there.Id!, cluster.UidOf(1))]);
        fetched.Sockets[1].Rooms.Order(StringComparer.Ordinal).ShouldBe(["hall", "kitchen"]);
        fetched.Sockets[1].Description.Data.GetProperty("name").GetString().ShouldBe("Anna");
        fetched.Sockets[1].Description.Handshake.GetProperty("query").GetProperty("EIO").GetString().ShouldBe("4");
    }

    [Fact]
    public async Task FetchSocketsAsync_ManyAtOnce_AreAllAnswered()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.JoinAsync(1);

        var fetched = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => cluster[0].FetchSocketsAsync(Cancellation).AsTask()));

        fetched.ShouldAllBe(static each => each.IsComplete && each.Sockets.Count == 1);
    }

    [Fact]
    public async Task CountSocketsAsync_AndFetchRoomsAsync_AreAboutAllServers()
    {
        await using var cluster = await Cluster.StartAsync(3);
        await cluster.JoinAsync(0, "/", "kitchen");
        await cluster.JoinAsync(1, "/", "kitchen", "hall");
        await cluster.JoinAsync(2, "/");

        (await cluster[0].CountSocketsAsync(Cancellation)).Sockets.ShouldBe(3);
        (await cluster[2].In("kitchen").CountSocketsAsync(Cancellation)).Sockets.ShouldBe(2);
        var fetched = await cluster[2].Main.Adapter.FetchRoomsAsync(Cancellation);
        fetched.Rooms.OrderBy(static room => room.Key, StringComparer.Ordinal).Select(static room => (room.Key, room.Value))
            .ShouldBe([("hall", 1), ("kitchen", 2)]);
    }

    [Theory]
    [InlineData(false, "socket.io-response#/#")]
    [InlineData(true, "socket.io-response#/#{0}#")]
    public async Task FetchSocketsAsync_ByEitherChannel_IsAnswered(bool specific, string channel)
    {
        await using var cluster = await Cluster.StartAsync(options: options => options.PublishOnSpecificResponseChannel = specific);
        await cluster.JoinAsync(1);

        (await cluster[0].FetchSocketsAsync(Cancellation)).Sockets.Count.ShouldBe(1);

        cluster.Redis.Published[^1].Channel.ShouldBe(string.Format(null, channel, cluster.UidOf(0)));
    }

    [Fact]
    public async Task FetchSocketsAsync_WhenAServerDoesNotAnswer_HasTheOthersAndSaysThatOneIsMissing()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await Cluster.StartAsync(time: time);
        await cluster.JoinAsync(1);
        await cluster.Redis.Connect().SubscribeAsync("socket.io-request#/#", isPattern: false, static (_, _) => { });

        var fetching = cluster[0].FetchSocketsAsync(Cancellation).AsTask();
        while (cluster.Redis.Handled < 2)
            await Task.Yield(); // until the other has answered
        time.Advance(TimeSpan.FromSeconds(4));
        fetching.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        var fetched = await fetching;
        (fetched.Sockets.Count, fetched.IsComplete).ShouldBe((1, false));
        fetched.Missing.ShouldBe(["?"]);
    }

    [Fact]
    public async Task Requests_WhileRedisIsDown_AreForTheSocketsHereAndSaySo()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster.JoinAsync(0);
        cluster.Redis.IsDown = true;

        var reached = await cluster[0].SocketsJoinAsync("hall");
        var fetched = await cluster[0].FetchSocketsAsync(Cancellation);

        (reached.Servers, reached.Missing.Single()).ShouldBe((1, "redis"));
        cluster.SocketOf(0, client).Rooms.ShouldBe(["hall"]);
        (fetched.Sockets.Count, fetched.Missing.Single()).ShouldBe((1, "redis"));
        (await cluster[0].Main.ServerSideEmitAsync("told")).ShouldBe(["redis"]);
        (await cluster[0].Main.ServerSideEmitWithAckAsync<int>("load")).Missing.ShouldBe(["redis"]);
    }

    [Fact]
    public async Task SocketsJoinAsync_LeaveAndDisconnect_ChangeTheSocketsOfAllServers()
    {
        await using var cluster = await Cluster.StartAsync(3);
        Testing.SocketIOTestClient[] clients =
            [await cluster.JoinAsync(0, "/", "old"), await cluster.JoinAsync(1, "/", "old"), await cluster.JoinAsync(2)];

        (await cluster[0].In("old").SocketsJoinAsync("new", "newer")).ShouldBeEquivalentTo(new ServersReached(3, []));
        (await cluster[2].In("newer").SocketsLeaveAsync("old", "newer")).IsComplete.ShouldBeTrue();

        cluster.SocketOf(0, clients[0]).Rooms.ShouldBe(["new"]);
        cluster.SocketOf(1, clients[1]).Rooms.ShouldBe(["new"]);
        cluster.SocketOf(2, clients[2]).Rooms.ShouldBeEmpty();
        await cluster[2].In("new").DisconnectSocketsAsync();
        (await clients[0].WaitForDisconnectAsync(Cancellation)).Reason.ShouldBe("io server disconnect");
        (await clients[1].WaitForDisconnectAsync(Cancellation)).Reason.ShouldBe("io server disconnect");
        clients[2].IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task ServerSideEmit_WithAndWithoutAnswers_ReachesTheOthers()
    {
        var told = new List<string>();
        await using var cluster = await Cluster.StartAsync(3, configure: io =>
        {
            io.Main.OnServerSideEmit("load", static e => e.Answer(e.Get<int>() + 1));
            io.Main.OnServerSideEmit("told", e =>
            {
                lock (told)
                    told.Add(e.Server);
            });
        });

        var answers = await cluster[0].Main.ServerSideEmitWithAckAsync<int>("load", 6);
        (await cluster[1].Main.ServerSideEmitAsync("told")).ShouldBeEmpty();
        await cluster[1].Main.ServerSideEmitWithAckAsync<int>("load", 6); // handlers begin in order

        answers.Values.ShouldBe([7, 7]);
        answers.IsComplete.ShouldBeTrue();
        told.ShouldBe([cluster.UidOf(1), cluster.UidOf(1)]);
    }

    [Theory]
    [InlineData("""{"type":2,"opts":{"rooms":[],"except":[]},"rooms":["\u0001user:Anna"]}""")]
    [InlineData("""{"type":2,"opts":{"rooms":[],"except":[]},"rooms":["hall",""]}""")]
    [InlineData("""{"type":2,"opts":{"rooms":[],"except":[]},"rooms":[true]}""")]
    [InlineData("""{"type":2,"opts":[],"rooms":["hall"]}""")]
    [InlineData("""{"type":2,"opts":{"rooms":"all"},"rooms":["hall"]}""")]
    [InlineData("""{"type":3,"opts":{"rooms":[],"except":[]},"rooms":["\u0001user:Anna"]}""")]
    [InlineData("""{"type":2,"opts":{"rooms":["\ud800"]},"rooms":["hall"]}""")]
    [InlineData("""{"type":"2"}""")]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":6,"data":[1]}""")]
    [InlineData("""{"type":5,"requestId":7}""")]
    [InlineData("""{"type":4}""")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Request_ThatMayNotBe_ChangesNothingAndIsLogged(string request)
    {
        await using var cluster = await Cluster.StartAsync(1);
        var client = await cluster.JoinAsync(0);

        cluster.Redis.Publish("socket.io-request#/#", Encoding.UTF8.GetBytes(request));

        cluster.SocketOf(0, client).Rooms.ShouldBeEmpty();
        client.IsConnected.ShouldBeTrue();
        cluster.Log.Count(7003).ShouldBe(1);
    }

    [Fact]
    public async Task Request_OfALaterVersion_IsPassedOver()
    {
        await using var cluster = await Cluster.StartAsync(1);

        cluster.Redis.Publish("socket.io-request#/#", """{"type":70}"""u8.ToArray());

        cluster.Log.Count(7003).ShouldBe(0);
    }

    [Fact]
    public async Task Request_OfAnOldServerForOneSocket_IsDoneAndAnsweredWhereTheSocketIs()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster.JoinAsync(1);

        var answer = await AskAsync(cluster, $$"""{"requestId":"a","type":2,"sid":"{{client.Id}}","room":7}""");

        answer.GetProperty("requestId").GetString().ShouldBe("a");
        cluster.SocketOf(1, client).Rooms.ShouldBe(["7"]);
        await AskAsync(cluster, $$"""{"requestId":"b","type":3,"sid":"{{client.Id}}","room":"7"}""");
        cluster.SocketOf(1, client).Rooms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_ForRoomsOrIds_IsAnsweredAsInNode()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var client = await cluster.JoinAsync(0, "/", "kitchen");

        var rooms = await AskAsync(cluster, """{"uid":"node","requestId":"a","type":1}""");
        var ids = await AskAsync(cluster, """{"uid":"node","requestId":"b","type":0,"rooms":["kitchen"]}""");

        rooms.GetProperty("rooms").EnumerateArray().Select(static each => each.GetString()).ShouldBe(["kitchen", client.Id]);
        ids.GetProperty("sockets").EnumerateArray().Select(static each => each.GetString()).ShouldBe([client.Id]);
    }

    [Fact]
    public async Task Request_OfNodeForSockets_IsAnsweredWithWhatNodeReads()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var client = await cluster.JoinAsync(0, "/", "kitchen");

        var answer = await AskAsync(cluster, """{"uid":"node","requestId":"a","type":5,"opts":{"rooms":["kitchen"],"except":[]}}""");

        var socket = answer.GetProperty("sockets")[0];
        socket.GetProperty("id").GetString().ShouldBe(client.Id);
        socket.GetProperty("rooms").GetArrayLength().ShouldBe(2);
        socket.GetProperty("handshake").GetProperty("headers").ValueKind.ShouldBe(JsonValueKind.Object);
        socket.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Answer_LargerThanMayBe_ComesWithoutWhatIsLargeInIt()
    {
        await using var cluster = await Cluster.StartAsync(options: static options => options.MaxMessageBytes = 2048);
        var client = await cluster.JoinAsync(1);
        cluster.SocketOf(1, client).Data = new string('x', 4000);

        var fetched = await cluster[0].FetchSocketsAsync(Cancellation);

        (fetched.Sockets.Single().Id, fetched.IsComplete).ShouldBe((client.Id!, true));
    }

    /// <summary>The next answer, whoever gives it.</summary>
    private static async Task<JsonElement> AskAsync(Cluster cluster, string request)
    {
        var answered = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscription = await cluster.Redis.Connect().SubscribeAsync(
            "socket.io-response#/#", isPattern: false, (_, message) => answered.TrySetResult(message.ToArray()));
        cluster.Redis.Publish("socket.io-request#/#", Encoding.UTF8.GetBytes(request));
        using var answer = JsonDocument.Parse(await answered.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        await subscription.UnsubscribeAsync();
        return answer.RootElement.Clone();
    }
}
