using System.Text;
using Gossamer.SocketIO.Redis.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>Broadcasts across servers.</summary>
public sealed class BroadcastTests
{
    [Fact]
    public async Task EmitAsync_ToEverybody_IsHeardOnceAtEachServer()
    {
        await using var cluster = await Cluster.StartAsync(3);
        Testing.SocketIOTestClient[] clients = [await cluster.JoinAsync(0), await cluster.JoinAsync(1), await cluster.JoinAsync(2)];

        await cluster[1].EmitAsync("news", "Zoë", 1.5);

        foreach (var client in clients)
            (await cluster.HeardAsync(client)).ShouldBe(["""["news","Zoë",1.5]"""]);
    }

    [Fact]
    public async Task EmitAsync_ToRoomsAndNotToOthers_IsForTheirMembers()
    {
        await using var cluster = await Cluster.StartAsync();
        var member = await cluster.JoinAsync(1, "/", "kitchen", "hall");
        var asleep = await cluster.JoinAsync(1, "/", "kitchen", "asleep");
        var other = await cluster.JoinAsync(1);

        await cluster[0].To("kitchen").EmitAsync("one");
        await cluster[0].To("kitchen", "hall").Except("asleep").EmitAsync("two");
        await cluster[0].To(other.Id!).EmitAsync("you");
        await cluster[0].Local.EmitAsync("local");

        (await cluster.HeardAsync(member)).ShouldBe(["""["one"]""", """["two"]"""]);
        (await cluster.HeardAsync(asleep)).ShouldBe(["""["one"]"""]);
        (await cluster.HeardAsync(other)).ShouldBe(["""["you"]"""]);
    }

    [Fact]
    public async Task EmitAsync_ToOneRoom_IsPublishedOnItsChannelAndReadWhereItHasMembers()
    {
        await using var cluster = await Cluster.StartAsync();

        await cluster[0].Of("/chat").To("kitchen").EmitAsync("news");
        cluster.Redis.Publish("socket.io#/#kitchen#", [0xc1]); // nobody is there: nobody looks

        cluster.Redis.Published.Select(static each => each.Channel).ShouldBe(["socket.io#/chat#kitchen#", "socket.io#/#kitchen#"]);
        cluster.Log.Count(7003).ShouldBe(0);
    }

    [Fact]
    public async Task EmitAsync_OfBytes_BringsThemWhole()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster.JoinAsync(1);

        await cluster[0].EmitAsync("bytes", new byte[] { 1, 2 }, "between", new byte[] { 3 });

        var got = await client.WaitForAsync("bytes", cancellation: TestContext.Current.CancellationToken);
        got.Get<byte[]>(0).ShouldBe([1, 2]);
        got.Get<string>(1).ShouldBe("between");
        got.Get<byte[]>(2).ShouldBe([3]);
    }

    [Fact]
    public async Task EmitAsync_WithHalfOfASurrogatePair_ReachesOtherServersAsFarAsItCanBeWritten()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster.JoinAsync(1);

        await cluster[0].EmitAsync(
            EncodedPacket.Event("""["said","\ud800 \\ud800 \ud83d\ude00 \udc00"]"""u8), TestContext.Current.CancellationToken);

        (await client.WaitForAsync("said", cancellation: TestContext.Current.CancellationToken)).Get<string>(0)
            .ShouldBe("\ufffd \\ud800 😀 \ufffd");
    }

    [Fact]
    public async Task EmitAsync_OfWhatIsNoEvent_StaysHereAndIsLogged()
    {
        await using var cluster = await Cluster.StartAsync();

        await cluster[0].EmitAsync(EncodedPacket.FromFrame("42[\"no JSON"u8.ToArray()), TestContext.Current.CancellationToken);

        cluster.Redis.Published.ShouldBeEmpty();
        cluster.Log.Count(7002).ShouldBe(1);
    }

    [Fact]
    public async Task EmitAsync_WhereConnectionsAreRecovered_HasAnOffsetOfEachServer()
    {
        await using var cluster = await Cluster.StartAsync(server: static options => options.Recovery = new());
        var (here, there) = (await cluster.JoinAsync(0), await cluster.JoinAsync(1));

        await cluster[0].EmitAsync("news", 1);
        await cluster[0].Volatile.EmitAsync("weather");

        var (local, remote) = (await cluster.HeardAsync(here), await cluster.HeardAsync(there));
        local[0].ShouldStartWith("""["news",1,""");
        remote[0].ShouldStartWith("""["news",1,""");
        remote[0].Count(static c => c == ',').ShouldBe(2);
        (remote[0] == local[0]).ShouldBeFalse();
        remote[1].ShouldBe("""["weather"]""");
        Encoding.UTF8.GetString(cluster.Redis.Published[0].Payload).ShouldNotContain(local[0].Split('"')[3], Case.Sensitive);
    }

    [Fact]
    public async Task ReconnectAsync_AfterABroadcastOfAnotherServer_RecoversIt()
    {
        await using var cluster = await Cluster.StartAsync(server: static options => options.Recovery = new());
        var client = await cluster.JoinAsync(1);
        await cluster.HeardAsync(client);

        await client.LoseConnectionAsync();
        await cluster[0].EmitAsync("missed");
        await client.ReconnectAsync(cancellation: TestContext.Current.CancellationToken);

        client.Recovered.ShouldBeTrue();
        await client.WaitForAsync("missed", cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EmitAsync_WhileRedisIsDown_ReachesTheSocketsHereAndTheLogSaysSo()
    {
        await using var cluster = await Cluster.StartAsync(time: new FakeTimeProvider());
        var client = await cluster.JoinAsync(0);
        cluster.Redis.IsDown = true;

        await cluster[0].EmitAsync("news");
        await cluster[0].EmitAsync("more");

        (await cluster.HeardAsync(client)).ShouldBe(["""["news"]""", """["more"]"""]);
        cluster.Log.Count(7001).ShouldBe(1); // one line a second
    }

    [Fact]
    public async Task EmitAsync_BeyondWhatMayWaitForRedis_StaysHere()
    {
        await using var cluster = await Cluster.StartAsync(options: static options => options.MaxUnconfirmedBytes = 1024);
        var client = await cluster.JoinAsync(0);

        await cluster[0].EmitAsync("long", new string('x', 2000));

        (await cluster.HeardAsync(client)).Length.ShouldBe(1);
        cluster.Redis.Published.Count(static each => each.Payload.Length > 1024).ShouldBe(0);
        cluster.Log.Count(7001).ShouldBe(1);
    }

    [Fact]
    public async Task Message_LargerThanMayBe_IsPassedOver()
    {
        await using var cluster = await Cluster.StartAsync(options: static options => options.MaxMessageBytes = 1024);
        var client = await cluster.JoinAsync(1);

        await cluster[0].EmitAsync("long", new string('x', 2000));

        (await cluster.HeardAsync(client)).ShouldBeEmpty();
        cluster.Log.Count(7003).ShouldBe(1);
    }

    [Fact]
    public async Task Message_OfAnotherNamespaceOrServerOfThisName_IsNotForThisOne()
    {
        await using var cluster = await Cluster.StartAsync();
        var client = await cluster.JoinAsync(1);
        var other = new BroadcastMessage("/other", "[\"news\"]"u8.ToArray(), [], BroadcastTarget.All);

        cluster.Redis.Publish("socket.io#/#", BroadcastCodec.Encode("somebody", other)!);
        cluster.Redis.Publish("socket.io#/#", BroadcastCodec.Encode(cluster.UidOf(1), other with { Namespace = "/" })!);
        cluster.Redis.Publish("socket.io#/#", BroadcastCodec.Encode("somebody", other with { Namespace = "/" })!);

        (await cluster.HeardAsync(client)).ShouldBe(["""["news"]"""]);
    }

    [Fact]
    public async Task Namespace_WhoseLastClientLeft_IsNoLongerCounted()
    {
        await using var cluster = await Cluster.StartAsync(
            configure: static io => io.Of(static (_, _) => ValueTask.FromResult(true)),
            server: static options => options.CleanupEmptyChildNamespaces = true);
        var client = await cluster.JoinAsync(0, "/tenant");
        cluster.Redis.Count("socket.io-request#/tenant#").ShouldBe(1);

        await client.DisconnectAsync();
        await cluster.JoinAsync(0); // its server has seen the other one leave, by then

        cluster.Redis.Count("socket.io-request#/tenant#").ShouldBe(0);
    }
}
