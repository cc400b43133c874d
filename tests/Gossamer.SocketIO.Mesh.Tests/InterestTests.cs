using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Which servers are told of a broadcast to rooms.</summary>
public sealed class InterestTests
{
    [Fact]
    public async Task PeersWith_ARoom_AreThoseThatHaveMembers()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster[1].JoinAsync();
        cluster[1].SocketOf(client).Join("kitchen");
        await KnownAsync(cluster, "/", "kitchen", 1);

        Told(cluster[0], "kitchen").ShouldBe(["server-2"]);
        Told(cluster[0], "hall").ShouldBeEmpty();
        Told(cluster[0], "hall", "kitchen").ShouldBe(["server-2"]);
        Told(cluster[1], "kitchen").ShouldBeEmpty();
        Told(cluster[0]).ShouldBe(["server-2", "server-3"]);

        cluster[1].SocketOf(client).Leave("kitchen");
        await KnownAsync(cluster, "/", "kitchen", 0);
        Told(cluster[0], "kitchen").ShouldBeEmpty();
    }

    [Fact]
    public async Task RoomsOfASocket_WhenItIsGone_AreGoneEverywhere()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var stays = await cluster[1].JoinAsync();
        var goes = await cluster[1].JoinAsync();
        foreach (var client in new[] { stays, goes })
            cluster[1].SocketOf(client).Join("kitchen");
        cluster[1].SocketOf(goes).Join("hall");
        await KnownAsync(cluster, "/", "kitchen", 2);
        await KnownAsync(cluster, "/", "hall", 1);

        await goes.DisconnectAsync();

        await KnownAsync(cluster, "/", "kitchen", 1);
        await KnownAsync(cluster, "/", "hall", 0);
        cluster[0].Node.Rooms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RoomOfANamespaceThatWasCleanedUp_LateJoin_DoesNotTouchItsSuccessor()
    {
        await using var cluster = await Cluster.StartAsync(2, IsDynamic);
        var first = await cluster[1].JoinAsync("/dyn-1");
        var late = cluster[1].SocketOf(first);
        await first.DisconnectAsync();
        await Cluster.EventuallyAsync(() => !cluster[1].IO.TryGetNamespace("/dyn-1", out _), "the namespace to be cleaned up");
        var second = await cluster[1].JoinAsync("/dyn-1", "kitchen");

        late.Join("kitchen");
        cluster[1].SocketOf(second).Join("hall");
        await KnownAsync(cluster, "/dyn-1", "hall", 1);

        cluster[0].Node.Rooms.Find(RoomKey.Of("/dyn-1", "kitchen")).TotalConnections.ShouldBe(1);
    }

    [Fact]
    public async Task RoomsOfOneName_InTwoNamespaces_AreTwo()
    {
        await using var cluster = await Cluster.StartAsync(2, static io => io.Of("/admin"));
        var client = await cluster[1].JoinAsync("/admin");
        cluster[1].SocketOf(client).Join("kitchen");
        await KnownAsync(cluster, "/admin", "kitchen", 1);

        cluster[0].Node.Rooms.Find(RoomKey.Of("/", "kitchen")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task RoomThatIsASocketsId_GoesToAll()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();

        cluster[0].Rooms.PeersWith("/", BroadcastTarget.All with { Rooms = [client.Id!] }, isEverywhere: true).Count.ShouldBe(1);
        await cluster[0].IO.To(client.Id!).EmitAsync("psst");
        await client.WaitForAsync("psst", cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task JoinAsync_ThenAtOnceEmittedElsewhere_ReachesTheMember()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster[1].JoinAsync();
        for (var n = 0; n < 50; n++)
        {
            await cluster[1].SocketOf(client).JoinAsync($"room {n}");
            await cluster[0].IO.To($"room {n}").EmitAsync("news", n);
        }

        await cluster[0].IO.In("room 0").SocketsJoinAsync("last");
        await cluster[2].IO.To("last").EmitAsync("news", 50);

        await Cluster.EventuallyAsync(() => client.Received.Count(static got => got.Name == "news") == 51, "all of them");
    }

    private static void IsDynamic(SocketIOServer io) => io.Of(static name => name.StartsWith("/dyn-", StringComparison.Ordinal));

    private static string[] Told(ClusterServer server, params string[] rooms) =>
        [.. server.Rooms.PeersWith("/", BroadcastTarget.All with { Rooms = [.. rooms] }, isEverywhere: false).Select(static p => p.Value)];

    private static Task KnownAsync(Cluster cluster, string ns, string room, int members) => Cluster.EventuallyAsync(
        () => cluster[0].Node.Rooms.Find(RoomKey.Of(ns, room)).TotalConnections == members
            && cluster[0].Node.Rooms.IsKnown(ClusterServer.IdOf(1)),
        $"{members} in {room}");
}
