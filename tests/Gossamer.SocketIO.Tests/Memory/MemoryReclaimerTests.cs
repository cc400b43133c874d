using Gossamer.SocketIO.Tests.Api;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Memory;

public sealed class MemoryReclaimerTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task Send_MoreThanMayBeHeld_EndsTheLargestHolderByNameAndNobodyElse()
    {
        await using var server = await TestServer.StartAsync(o => (o.MaxMemory, o.OutboxBytes) = (4 * MiB, 100 * MiB));
        var polling = server.Polling(4);
        await polling.JoinAsync();
        var large = server.Sockets.Single();
        await using var honest = await server.JoinAsync();
        var small = server.Sockets.Last();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (large.Send(Event(100_000)) && watch.Elapsed < Patience.Limit)
        {
            small.Send(Event(100)).ShouldBeTrue();
            await honest.ReceiveAsync();
        }

        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "somebody is let go of");
        server.Reasons.ShouldBe(["memory exhausted"]);
        small.Connected.ShouldBeTrue();
        server.Io.Memory.Total.ShouldBeLessThan(MiB);
        (await polling.PollAsync()).Status.ShouldBe(400);
    }

    /// <summary>The attack of 250 connections with half a binary event each.</summary>
    [Fact]
    public async Task Attachments_OfManyConnections_AreHeldWithinTheLimit()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxMemory = 4 * MiB);
        var clients = new List<WebSocketClient>();
        long most = 0;
        for (var i = 0; i < 20; i++)
        {
            var client = await server.JoinAsync();
            clients.Add(client);
            await client.SendAsync("""452-["note",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""");
            await client.SendAsync(new byte[900_000]);
            most = Math.Max(most, server.Io.Memory.Total);
        }

        await Patience.UntilAsync(() => server.Io.Memory.Total <= 4 * MiB, "the limit is kept");
        await Patience.UntilAsync(() => server.Reasons.Count >= 15, "most are let go of");
        server.Reasons.ShouldAllBe(reason => reason == "memory exhausted");
        most.ShouldBeLessThan(8 * MiB);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    /// <summary>By the count of the outboxes it would be far too much.</summary>
    [Fact]
    public async Task Broadcast_OfOneLargeEventToMany_CountsOnce()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxMemory = 4 * MiB);
        for (var i = 0; i < 20; i++)
            await server.Polling(4).JoinAsync();
        await server.Io.EmitAsync(Event(900_000), TestContext.Current.CancellationToken);
        server.Io.Memory.Total.ShouldBeGreaterThan(4 * MiB);
        server.Io.Reclaimer.Reclaim();
        server.Reasons.ShouldBeEmpty();
        server.Io.ConnectionCount.ShouldBe(20);
    }

    [Fact]
    public async Task Recovery_LogsOfThoseAway_AreLetGoOfAndCountOnceForAll()
    {
        await using var server = await ApiServer.StartAsync(o =>
        {
            (o.MaxMemory, o.Recovery) = (1 * MiB, new RecoveryOptions { MaxBytes = 100 * MiB });
        });
        var clients = new List<Connection>();
        for (var i = 0; i < 3; i++)
            clients.Add(await server.JoinAsync());
        var sockets = server.IO.Sockets.ToArray();
        await server.IO.EmitAsync("first", "so that there is something to recover");
        foreach (var client in clients)
            client.Abort();
        await Eventually.TrueAsync(() => sockets.All(socket => socket.IsAwaitingReconnect));

        await server.IO.EmitAsync("x", new string('x', 500_000));
        server.IO.Memory.Total.ShouldBeInRange(500_000, 600_000);
        server.IO.Reclaimer.Reclaim();
        sockets.ShouldAllBe(socket => socket.IsAwaitingReconnect);

        for (var i = 0; i < 3; i++)
            await sockets[1].EmitAsync("y", new string('y', 500_000));
        await Eventually.TrueAsync(() => !sockets[1].IsAwaitingReconnect);
        (sockets[0].IsAwaitingReconnect, sockets[2].IsAwaitingReconnect).ShouldBe((true, true));
        server.Time.Advance(TimeSpan.FromMinutes(3));
        await Eventually.TrueAsync(() => server.IO.Memory.Total == 0);
    }

    [Fact]
    public async Task Holder_OfTheApplication_IsAskedToLetGoWhenItHoldsMost()
    {
        var holder = new Holder { HeldBytes = 3 * MiB };
        await using var server = await TestServer.StartAsync(
            o => (o.MaxMemory, o.OutboxBytes) = (4 * MiB, 100 * MiB), builder => builder.Services.AddSingleton<IMemoryHolder>(holder));
        await server.Polling(4).JoinAsync();
        var socket = server.Sockets.Single();
        for (var i = 0; i < 20; i++)
            socket.Send(Event(100_000)).ShouldBeTrue();
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await Patience.UntilAsync(() => holder.HeldBytes < 3 * MiB, "the holder is asked");
        (holder.HeldBytes + server.Io.Memory.Total).ShouldBeLessThan(4 * MiB);
        socket.Connected.ShouldBeTrue();
    }

    /// <summary>All that it holds is more than any connection's, but of none of its own as much.</summary>
    [Fact]
    public async Task Holder_OfManySmallParts_PaysAfterALargerConnection()
    {
        var holder = new Holder { HeldBytes = 3 * MiB, LargestPart = 10_000 };
        await using var server = await TestServer.StartAsync(
            o => (o.MaxMemory, o.OutboxBytes) = (4 * MiB, 100 * MiB), builder => builder.Services.AddSingleton<IMemoryHolder>(holder));
        await server.Polling(4).JoinAsync();
        var socket = server.Sockets.Single();
        for (var i = 0; i < 20; i++)
            socket.Send(Event(100_000));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the connection is let go of");
        server.Reasons.ShouldBe(["memory exhausted"]);
        holder.HeldBytes.ShouldBe(3 * MiB);
    }

    /// <summary>It is told how far the others are behind it, and they pay for what it keeps.</summary>
    [Fact]
    public async Task Holder_ThatKeepsWhatOthersHoldAsMuchOf_LeavesTheRestToThem()
    {
        var holder = new Holder { HeldBytes = 3 * MiB, KeepsAll = true };
        await using var server = await TestServer.StartAsync(
            o => (o.MaxMemory, o.OutboxBytes) = (4 * MiB, 100 * MiB), builder => builder.Services.AddSingleton<IMemoryHolder>(holder));
        await server.Polling(4).JoinAsync();
        for (var i = 0; i < 20; i++)
            server.Sockets.Single().Send(Event(100_000));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the connection is let go of");
        holder.Others.ShouldBeInRange(1_900_000, 2_200_000);
    }

    /// <summary>Whatever clients do, nothing is counted when all have gone.</summary>
    [Fact]
    public async Task Connections_OfEveryKindOfEnd_LeaveNothingCounted()
    {
        await using var server = await ApiServer.StartAsync(o => o.Recovery = new RecoveryOptions());
        foreach (var dialect in Dialect.All.Select(row => row.Data))
        {
            var going = await server.JoinAsync("/", dialect.Revision == 4 ? """{"a":1}""" : "", dialect);
            var leaving = await server.JoinAsync(dialect);
            var closed = await server.JoinAsync(dialect);
            await server.IO.EmitAsync("x", "y");
            going.Abort();
            await leaving.CloseAsync();
            server.IO.Sockets.Last().Disconnect(close: true);
        }

        server.IO.Close();
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => server.IO.Memory.Total == 0);
    }

    private static EncodedPacket Event(int size) =>
        EncodedPacket.Event([.. "[\"x\",\""u8, .. Enumerable.Repeat((byte)'x', size), .. "\"]"u8]);

    private sealed class Holder : IMemoryHolder
    {
        private long _held;

        public long HeldBytes
        {
            get => Volatile.Read(ref _held);
            init => _held = value;
        }

        public long LargestPart { get => field == 0 ? HeldBytes : field; init; }

        public bool KeepsAll { get; init; }

        public long Others { get; private set; }

        public void Release(long bytes, long others)
        {
            Others = others;
            if (!KeepsAll)
                Interlocked.Add(ref _held, -bytes);
        }
    }
}
