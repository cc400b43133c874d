using Gossamer.SocketIO.Testing;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Socket.IO server API, "Adapter": broadcasts, across three servers.</summary>
public sealed class BroadcastTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmitAsync_ToARoom_ReachesItsMembersOnAllServersAndNobodyElse()
    {
        await using var cluster = await Cluster.StartAsync();
        SocketIOTestClient[] members =
        [
            await cluster[0].JoinAsync("/", "kitchen"), await cluster[1].JoinAsync("/", "kitchen", "hall"),
            await cluster[2].JoinAsync("/", "kitchen"),
        ];
        var other = await cluster[1].JoinAsync("/", "cellar");

        await cluster[0].IO.To("kitchen").EmitAsync("news", 1);
        await cluster[0].IO.EmitAsync("end");

        foreach (var member in members)
            (await NamesUntilEndAsync(member)).ShouldBe(["news", "end"]);
        (await NamesUntilEndAsync(other)).ShouldBe(["end"]);
    }

    [Fact]
    public async Task EmitAsync_ToTwoRoomsAndNotToAThird_ReachesEachMemberOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        var both = await cluster[1].JoinAsync("/", "kitchen", "hall");
        var excepted = await cluster[2].JoinAsync("/", "kitchen", "asleep");

        await cluster[0].IO.To("kitchen", "hall").Except("asleep").EmitAsync("news", 1);
        await cluster[0].IO.EmitAsync("end");

        (await NamesUntilEndAsync(both)).ShouldBe(["news", "end"]);
        (await NamesUntilEndAsync(excepted)).ShouldBe(["end"]);
    }

    [Fact]
    public async Task EmitAsync_OfASocket_ReachesTheOthersOfAnotherServer()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var sender = await cluster[0].JoinAsync("/", "kitchen");
        var receiver = await cluster[1].JoinAsync("/", "kitchen");

        await cluster[0].SocketOf(sender).To("kitchen").EmitAsync("news", "Hello!");
        await cluster[0].IO.EmitAsync("end");

        (await NamesUntilEndAsync(sender)).ShouldBe(["end"]);
        (await receiver.WaitForAsync("news", cancellation: Cancellation)).Get<string>(0).ShouldBe("Hello!");
    }

    [Fact]
    public async Task EmitAsync_ToASocketsId_ReachesItAtItsServer()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var receiver = await cluster[1].JoinAsync();

        await cluster[0].IO.To(receiver.Id!).EmitAsync("psst", 7);

        (await receiver.WaitForAsync("psst", cancellation: Cancellation)).Get<int>(0).ShouldBe(7);
    }

    [Fact]
    public async Task EmitAsync_Local_StaysHere()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var (here, there) = (await cluster[0].JoinAsync(), await cluster[1].JoinAsync());

        await cluster[0].IO.Local.EmitAsync("news");
        await cluster[0].IO.EmitAsync("end");

        (await NamesUntilEndAsync(here)).ShouldBe(["news", "end"]);
        (await NamesUntilEndAsync(there)).ShouldBe(["end"]);
    }

    [Fact]
    public async Task EmitAsync_InANamespace_StaysInIt()
    {
        await using var cluster = await Cluster.StartAsync(2, static io => io.Of("/shop").OnConnection(static _ => { }));
        var (main, shop) = (await cluster[1].JoinAsync(), await cluster[1].JoinAsync("/shop"));

        await cluster[0].IO.Of("/shop").EmitAsync("news");
        await cluster[0].IO.EmitAsync("end");
        await cluster[0].IO.Of("/shop").EmitAsync("end");

        (await NamesUntilEndAsync(main)).ShouldBe(["end"]);
        (await NamesUntilEndAsync(shop)).ShouldBe(["news", "end"]);
    }

    [Fact]
    public async Task EmitAsync_OfANamespaceThatOthersDoNotHave_HarmsNobody()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var there = await cluster[1].JoinAsync();

        await cluster[0].IO.Of("/unknown").EmitAsync("news");
        await cluster[0].IO.EmitAsync("end");

        (await NamesUntilEndAsync(there)).ShouldBe(["end"]);
    }

    [Fact]
    public async Task EmitAsync_WithBytes_BringsThem()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var there = await cluster[1].JoinAsync();

        await cluster[0].IO.EmitAsync("picture", new byte[] { 1, 2, 3 }, "png");

        var received = await there.WaitForAsync("picture", cancellation: Cancellation);
        received.Get<byte[]>(0).ShouldBe([1, 2, 3]);
        received.Get<string>(1).ShouldBe("png");
    }

    [Fact]
    public async Task EmitAsync_ManyFromTwoServers_ComeOnceAndInTheOrderOfEach()
    {
        const int Events = 500;
        await using var cluster = await Cluster.StartAsync();
        var receiver = await cluster[2].JoinAsync("/", "kitchen");

        await Task.WhenAll(EmitAsync(0), EmitAsync(1));

        await Cluster.EventuallyAsync(() => receiver.Received.Count == 2 * Events, "all events");
        for (var server = 0; server < 2; server++)
        {
            receiver.Received.Where(e => e.Name == $"from-{server}").Select(static e => e.Get<int>(0))
                .ShouldBe(Enumerable.Range(0, Events));
        }

        async Task EmitAsync(int server)
        {
            for (var n = 0; n < Events; n++)
                await cluster[server].IO.To("kitchen").EmitAsync($"from-{server}", n);
        }
    }

    [Fact]
    public async Task EmitAsync_OfWhatHandlersDoWhenTheirServerStops_ReachesTheOthers()
    {
        await using var cluster = await Cluster.StartAsync(2, static io => io.OnConnection(socket =>
            socket.OnDisconnect(async _ => await io.EmitAsync("left", socket.Id))));
        var (stays, leaves) = (await cluster[0].JoinAsync(), await cluster[1].JoinAsync());

        var id = leaves.Id;

        await cluster[1].StopAsync();

        (await stays.WaitForAsync("left", cancellation: Cancellation)).Get<string>().ShouldBe(id);
    }

    private static async Task<IEnumerable<string>> NamesUntilEndAsync(SocketIOTestClient client)
    {
        await client.WaitForAsync("end", cancellation: Cancellation);
        return client.Received.Select(static received => received.Name);
    }
}
