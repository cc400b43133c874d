namespace Gossamer.SocketIO.Mesh.Tests;

public sealed class CountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CountSocketsAsync_CountsThoseOfAllServersOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster[0].JoinAsync("/", "kitchen", "hall");
        await cluster[1].JoinAsync("/", "kitchen", "hall");
        await cluster[2].JoinAsync("/", "hall");
        await cluster[2].JoinAsync();

        var all = await cluster[0].IO.CountSocketsAsync(Cancellation);
        (all.Sockets, all.IsComplete).ShouldBe((4, true));
        (await cluster[0].IO.In("kitchen", "hall").CountSocketsAsync(Cancellation)).Sockets.ShouldBe(3);
        (await cluster[2].IO.In("hall").Except("kitchen").CountSocketsAsync(Cancellation)).Sockets.ShouldBe(1);
        (await cluster[0].IO.Local.CountSocketsAsync(Cancellation)).Sockets.ShouldBe(1);
        (await cluster[0].IO.In("nobody").CountSocketsAsync(Cancellation)).Sockets.ShouldBe(0);
    }

    [Fact]
    public async Task FetchRoomsAsync_TellsTheRoomsOfAllServersWithTheirMembers()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster[0].JoinAsync("/", "kitchen");
        await cluster[1].JoinAsync("/", "kitchen", "hall");
        await cluster[2].JoinAsync();

        var fetched = await cluster[2].IO.Main.Adapter.FetchRoomsAsync(Cancellation);

        fetched.IsComplete.ShouldBeTrue();
        fetched.Rooms.OrderBy(static room => room.Key, StringComparer.Ordinal).Select(static room => (room.Key, room.Value))
            .ShouldBe([("hall", 1), ("kitchen", 2)]);
    }

    [Fact]
    public async Task FetchRoomsAsync_OfMany_ComesInPiecesAndWhole()
    {
        const int Rooms = 3_000;
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();
        cluster[1].SocketOf(client).Join([.. Enumerable.Range(0, Rooms).Select(static n => $"{n} {new string('x', 100)}")]);

        var fetched = await cluster[0].IO.Main.Adapter.FetchRoomsAsync(Cancellation);

        (fetched.Rooms.Count, fetched.IsComplete).ShouldBe((Rooms, true));
    }
}
