using System.Text.Json;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Socket.IO server API, "Utility methods" and "RemoteSocket", across three servers.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchSocketsAsync_OfARoom_DescribesItsMembersOnAllServers()
    {
        await using var cluster = await Cluster.StartAsync();
        var here = await cluster[0].JoinAsync("/", "kitchen");
        var there = await cluster[1].JoinAsync("/", "kitchen", "hall");
        await cluster[2].JoinAsync("/", "hall");
        cluster[1].SocketOf(there).Data = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = "Anna" };

        var fetched = await cluster[0].IO.In("kitchen").FetchSocketsAsync(Cancellation);

        fetched.IsComplete.ShouldBeTrue();
        fetched.Sockets.Select(static socket => (socket.Id, socket.Server)).ShouldBe([(here.Id!, null), (there.Id!, "server-2")]);
        var remote = fetched.Sockets[1];
        remote.Rooms.Order(StringComparer.Ordinal).ShouldBe(["hall", "kitchen"]);
        remote.Description.Data.GetProperty("name").GetString().ShouldBe("Anna");
        remote.Description.Handshake.GetProperty("query").GetProperty("EIO").GetString().ShouldBe("4");
        remote.Description.Handshake.GetProperty("auth").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task FetchSocketsAsync_OfManySockets_ComesInPiecesAndWhole()
    {
        const int Sockets = 300;
        await using var cluster = await Cluster.StartAsync(2);
        var ids = new List<string>();
        for (var n = 0; n < Sockets; n++)
        {
            var client = await cluster[1].JoinAsync();
            cluster[1].SocketOf(client).Data = new string('x', 2_000);
            ids.Add(client.Id!);
        }

        var fetched = await cluster[0].IO.FetchSocketsAsync(Cancellation);

        fetched.IsComplete.ShouldBeTrue();
        fetched.Sockets.Select(static socket => socket.Id).ShouldBe(ids, ignoreOrder: true);
        fetched.Sockets.ShouldAllBe(static socket => socket.Description.Data.GetString()!.Length == 2_000);
    }

    [Fact]
    public async Task FetchSocketsAsync_OfASocketWithAllThatAuthMayNest_IsWhole()
    {
        const int Deepest = 63; // in the object
        await using var cluster = await Cluster.StartAsync(2);
        using var nested = JsonDocument.Parse(new string('[', Deepest) + 1 + new string(']', Deepest));
        var auth = new Dictionary<string, object>(StringComparer.Ordinal) { ["deep"] = nested.RootElement };
        foreach (var server in new[] { cluster[0], cluster[1] })
            (await server.ConnectAsync(auth)).IsConnected.ShouldBeTrue();

        var fetched = await cluster[0].IO.FetchSocketsAsync(Cancellation);

        (fetched.Sockets.Count, fetched.IsComplete).ShouldBe((2, true));
        foreach (var socket in fetched.Sockets)
            socket.Description.Handshake.GetProperty("auth").GetProperty("deep").GetRawText().ShouldBe(nested.RootElement.GetRawText());
    }

    [Fact]
    public async Task FetchSocketsAsync_OfDataThatCannotBeWritten_LeavesItOut()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();
        cluster[1].SocketOf(client).Data = new Unwritable();

        var fetched = await cluster[0].IO.FetchSocketsAsync(Cancellation);

        fetched.IsComplete.ShouldBeTrue();
        fetched.Sockets.Single().Description.Data.ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task FetchSocketsAsync_LocalOrOfAnUnknownNamespace_AsksNobodyInVain()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await cluster[1].JoinAsync();

        (await cluster[0].IO.Local.FetchSocketsAsync(Cancellation)).Sockets.ShouldBeEmpty();
        var unknown = await cluster[0].IO.Of("/unknown").FetchSocketsAsync(Cancellation);
        (unknown.Sockets.Count, unknown.IsComplete).ShouldBe((0, true));
    }

    [Fact]
    public async Task SocketsJoinAsync_AndLeave_ChangeTheRoomsOnAllServers()
    {
        await using var cluster = await Cluster.StartAsync();
        Testing.SocketIOTestClient[] clients =
            [await cluster[0].JoinAsync("/", "old"), await cluster[1].JoinAsync("/", "old"), await cluster[2].JoinAsync()];

        (await cluster[0].IO.In("old").SocketsJoinAsync("new", "newer")).ShouldBeEquivalentTo(new ServersReached(3, []));
        (await cluster[2].IO.In("newer").SocketsLeaveAsync("old", "newer")).Servers.ShouldBe(3);

        RoomsOf(0).ShouldBe(["new"]);
        RoomsOf(1).ShouldBe(["new"]);
        RoomsOf(2).ShouldBeEmpty();

        IReadOnlyCollection<string> RoomsOf(int n) => cluster[n].SocketOf(clients[n]).Rooms;
    }

    [Fact]
    public async Task DisconnectSocketsAsync_OfARoom_DisconnectsThemWhereverTheyAre()
    {
        await using var cluster = await Cluster.StartAsync();
        var (gone, stays) = (await cluster[1].JoinAsync("/", "kitchen"), await cluster[2].JoinAsync());

        await cluster[0].IO.In("kitchen").DisconnectSocketsAsync();

        (await gone.WaitForDisconnectAsync(Cancellation)).Reason.ShouldBe("io server disconnect");
        stays.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task RemoteSocket_WhatIsDoneToIt_HappensAtItsServer()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();
        var remote = (await cluster[0].IO.FetchSocketsAsync(Cancellation)).Sockets.Single();

        await remote.EmitAsync("psst", 1);
        await remote.JoinAsync("kitchen");
        await remote.LeaveAsync("hall");
        cluster[1].SocketOf(client).Rooms.ShouldBe(["kitchen"]);
        await remote.DisconnectAsync(close: true);

        (await client.WaitForAsync("psst", cancellation: Cancellation)).Get<int>(0).ShouldBe(1);
        await client.WaitForDisconnectAsync(Cancellation);
    }

    [Fact]
    public async Task Requests_WhenAServerHasStopped_AreForThoseThatAreThere()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster[1].JoinAsync("/", "kitchen");
        await cluster[2].StopAsync();
        var stopped = ClusterServer.IdOf(2);
        await Cluster.EventuallyAsync(() => !cluster[0].Node.IsThere(stopped) && !cluster[1].Node.IsThere(stopped), "it to be gone");

        var fetched = await cluster[0].IO.FetchSocketsAsync(Cancellation);

        (fetched.Sockets.Count, fetched.IsComplete).ShouldBe((1, true));
        (await cluster[0].IO.SocketsJoinAsync("hall")).ShouldBeEquivalentTo(new ServersReached(2, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001user:Anna")]
    public async Task SocketsJoinAsync_ToARoomThatNobodyMayJoin_IsRefusedHereAndThere(string room)
    {
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();
        var message = new RoomsMessage { Namespace = "/", Change = new() { Join = { room } } };

        await Should.ThrowAsync<ArgumentException>(async () => await cluster[0].IO.SocketsJoinAsync(room));
        (await SendAsync(message.ToByteArray())).ShouldBeFalse();
        cluster[1].SocketOf(client).Rooms.ShouldBeEmpty();

        Task<bool> SendAsync(byte[] payload) => cluster[0].Node.SendToNodeAsync(ClusterServer.IdOf(1), MeshRooms.Channel, payload);
    }

    [Fact]
    public async Task MessageOfAnotherServer_ThatIsNone_IsRefusedAndEndsNothing()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var client = await cluster[1].JoinAsync();

        foreach (var payload in new[] { [], new byte[] { 0xff, 0xff }, new RoomsMessage { Namespace = "/" }.ToByteArray() })
            (await cluster[0].Node.SendToNodeAsync(ClusterServer.IdOf(1), MeshRooms.Channel, payload)).ShouldBeFalse();

        await cluster[0].IO.EmitAsync("news");
        await client.WaitForAsync("news", cancellation: Cancellation);
    }

    private sealed class Unwritable
    {
        public Unwritable Self => new TimeZoneNotFoundException("on purpose") is { } fault && Equals(this) ? throw fault : this;
    }
}
