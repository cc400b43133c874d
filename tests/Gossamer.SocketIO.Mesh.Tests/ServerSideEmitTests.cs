using System.Collections.Concurrent;
using System.Text.Json;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Socket.IO server API, "serverSideEmit" and "serverSideEmitWithAck".</summary>
public sealed class ServerSideEmitTests
{
    [Fact]
    public async Task ServerSideEmitAsync_Many_ReachesTheOthersInOrderAndNotThisServer()
    {
        const int Events = 100;
        var seen = new ConcurrentDictionary<SocketIOServer, ConcurrentQueue<(string Server, int Number, string? Text)>>();
        await using var cluster = await Cluster.StartAsync(configure: io => io.Main.OnServerSideEmit("rebuild", e =>
            seen.GetOrAdd(io, static _ => new()).Enqueue((e.Server, e.Get<int>(), e.Get<string>(1)))));

        for (var n = 0; n < Events; n++)
            (await cluster[0].IO.Main.ServerSideEmitAsync("rebuild", n, null)).ShouldBeEmpty();

        for (var other = 1; other < 3; other++)
        {
            var queue = seen.GetOrAdd(cluster[other].IO, static _ => new());
            await Cluster.EventuallyAsync(() => queue.Count == Events, "all events");
            queue.ShouldBe(Enumerable.Range(0, Events).Select(static n => ("server-1", n, (string?)null)));
        }

        seen.ShouldNotContainKey(cluster[0].IO);
    }

    [Fact]
    public async Task ServerSideEmitWithAckAsync_OfServersThatAnswer_GivesTheirAnswers()
    {
        await using var cluster = await Cluster.StartAsync(configure: static io => io.Main.OnServerSideEmit("add", async e =>
        {
            await Task.Yield();
            e.Answer(e.Get<int>() + e.Get<int>(1));
            e.Answer(0); // once
        }));

        var answers = await cluster[0].IO.Main.ServerSideEmitWithAckAsync<int>("add", 1, 2);

        answers.IsComplete.ShouldBeTrue();
        answers.Values.ShouldBe([3, 3]);
    }

    [Fact]
    public async Task ServerSideEmitWithAckAsync_WhereOneHasNoHandler_NamesItAtOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster[1].IO.Main.OnServerSideEmit("who", static e => e.Answer("I"));

        var answers = await cluster[0].IO.Main.ServerSideEmitWithAckAsync<string>("who");

        (answers.Values.Single(), answers.Missing.Single()).ShouldBe(("I", "server-3"));
    }

    [Fact]
    public async Task ServerSideEmitWithAckAsync_OfAnotherType_NamesWhoAnsweredSo()
    {
        await using var cluster = await Cluster.StartAsync(2, static io => io.Main.OnServerSideEmit("who", static e => e.Answer("I")));

        (await cluster[0].IO.Main.ServerSideEmitWithAckAsync<int>("who")).Missing.ShouldBe(["server-2"]);
    }

    [Fact]
    public async Task OnServerSideEmit_HandlerThatThrows_HarmsNoOther()
    {
        await using var cluster = await Cluster.StartAsync(2);
        cluster[1].IO.Main.OnServerSideEmit("who", static _ => throw new InvalidOperationException("on purpose"));
        cluster[1].IO.Main.OnServerSideEmit("who", static e => e.Answer("I"));

        (await cluster[0].IO.Main.ServerSideEmitWithAckAsync<string>("who")).Values.ShouldBe(["I"]);
    }

    [Fact]
    public async Task ServerSideEmitAsync_WithoutAMesh_HasNobodyToReach()
    {
        await using var host = new Testing.SocketIOTestHost();

        (await host.Server.Main.ServerSideEmitAsync("rebuild")).ShouldBeEmpty();
        (await host.Server.Main.ServerSideEmitWithAckAsync<int>("rebuild")).Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task ServerSideEmitWithAckAsync_OfServersThatAskEachOther_IsAnswered()
    {
        await using var cluster = await Cluster.StartAsync(2, static io =>
        {
            io.Main.OnServerSideEmit("load", static e => e.Answer(7));
            io.Main.OnServerSideEmit("rebuild", async e =>
                e.Answer((await io.Main.ServerSideEmitWithAckAsync<int>("load")).Values.Single()));
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async n =>
            await cluster[n].IO.Main.ServerSideEmitWithAckAsync<int>("rebuild")));

        answers.SelectMany(static each => each.Values).ShouldBe([7, 7]);
    }

    [Fact]
    public async Task ServerSideEmitWithAckAsync_WithOptionsMadeByHand_WritesAndReads()
    {
        await using var cluster = await Cluster.StartAsync(
            2,
            static io => io.Main.OnServerSideEmit("echo", static e => e.Answer(e.Get<byte[]>() is [1] ? e.Get<Place>(1) : null)),
            static options => options.Json = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

        var answers = await cluster[0].IO.Main.ServerSideEmitWithAckAsync<Place>("echo", new byte[] { 1 }, new Place("Main street"));

        answers.Values.ShouldBe([new Place("Main street")]);
    }

    private sealed record Place(string StreetName);
}
