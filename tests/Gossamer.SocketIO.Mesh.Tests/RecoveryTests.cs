using System.Text.Json;
using Gossamer.SocketIO.Testing;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Socket.IO documentation, "Connection state recovery": at another server than the client was connected to.</summary>
public sealed class RecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recover_AtAnotherServer_GoesOnWithIdRoomsDataAndWhatWasMissed()
    {
        await using var cluster = await StartAsync(3);
        var before = await cluster[0].JoinAsync("/", "red", "blue");
        var old = cluster[0].SocketOf(before);
        old.Data = new { Name = "Zoë", Age = 7 };
        var expired = new TaskCompletionSource();
        old.OnExpired(expired.SetResult);
        await cluster[1].IO.To("red").EmitAsync("n", 1);
        var offset = await OffsetAsync(before);
        await before.LoseConnectionAsync();

        await cluster[0].IO.To("red").EmitAsync("n", 2);
        await cluster[0].IO.To("green").EmitAsync("n", -1);
        await cluster[0].IO.To(old.Id).EmitAsync("n", 3);
        await cluster[0].IO.EmitAsync("n", 4, new byte[] { 1, 2, 3 });
        var after = await ReturnAsync(cluster[2], old, offset);

        var socket = cluster[2].SocketOf(after);
        (socket.Id, socket.Recovered, socket.PrivateSessionId).ShouldBe((old.Id, true, old.PrivateSessionId));
        socket.Rooms.Order(StringComparer.Ordinal).ShouldBe(["blue", "red"]);
        ((JsonElement)socket.Data!).GetRawText().ShouldBe("""{"name":"Zoë","age":7}""");
        await expired.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        cluster[0].IO.TryGetNamespace("/", out var there).ShouldBeTrue();
        there!.TryGetSocket(old.Id, out _).ShouldBeFalse();

        for (var n = 0; n < 3; n++)
            await cluster[n].IO.To("blue").EmitAsync("n", 5 + n);
        await Cluster.EventuallyAsync(() => after.Received.Count >= 6, "all events");
        NumbersOf(after).Take(3).ShouldBe([2, 3, 4]);
        NumbersOf(after).Skip(3).Order().ShouldBe([5, 6, 7]);
        after.Received[2].Get<byte[]>(1).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Recover_WhileAllServersEmit_AtOneServerAfterTheOther_MissesNothingAndGetsNothingTwice()
    {
        const int Servers = 3;
        const int Moves = 12;
        await using var cluster = await StartAsync(Servers);
        var client = await cluster[0].JoinAsync("/", "red");
        var socket = cluster[0].SocketOf(client);
        await cluster[0].IO.To("red").EmitAsync("begin");
        await OffsetAsync(client);
        var isOver = false;
        var emitting = Enumerable.Range(0, Servers).Select(EmitAsync).ToArray();
        var received = new List<SocketIOTestEvent>();
        for (var move = 1; move <= Moves; move++)
        {
            await Task.Delay(20, Cancellation);
            await client.LoseConnectionAsync(silently: move % 3 == 0);
            received.AddRange(client.Received);
            client.Received.Count.ShouldBeLessThan(10_000, "else some may be forgotten");
            var to = cluster[move % Servers];
            client = await ReturnAsync(to, socket, OffsetOf(received[^1]));
            socket = to.SocketOf(client);
            socket.Recovered.ShouldBeTrue($"move {move}");
        }

        Volatile.Write(ref isOver, true);
        var emitted = await Task.WhenAll(emitting);
        for (var server = 0; server < Servers; server++)
            await cluster[server].IO.To("red").EmitAsync("end");
        await Cluster.EventuallyAsync(() => client.Received.Count(static e => e.Name == "end") == Servers, "the end");
        received.AddRange(client.Received);
        for (var server = 0; server < Servers; server++)
        {
            var numbers = received.Where(e => e.Name == $"from-{server}").Select(static e => e.Get<int>(0)).ToArray();
            FaultsOf(numbers, emitted[server]).ShouldBeEmpty($"from server {server}");
        }

        async Task<int> EmitAsync(int server)
        {
            var n = 0;
            for (; !Volatile.Read(ref isOver); n++)
            {
                await cluster[server].IO.To("red").EmitAsync($"from-{server}", n);
                if (n % 3 == 0)
                    await Task.Delay(1, Cancellation);
            }

            return n;
        }
    }

    [Fact]
    public async Task Recover_WhileTheOldConnectionSeemsAlive_EndsThat()
    {
        await using var cluster = await StartAsync(2);
        var before = await cluster[0].JoinAsync("/", "red");
        var old = cluster[0].SocketOf(before);
        var reason = new TaskCompletionSource<DisconnectReason>();
        old.OnDisconnect(reason.SetResult);

        var after = await ReturnAsync(cluster[1], old, offset: null); // it has had no event yet

        cluster[1].SocketOf(after).Recovered.ShouldBeTrue();
        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).ShouldBe(DisconnectReason.TransportClose);
        old.IsAwaitingReconnect.ShouldBeFalse();
    }

    [Fact]
    public async Task Recover_WithAnOffsetThatIsNotKnown_StartsAnew()
    {
        await using var cluster = await StartAsync(2);
        var before = await cluster[0].JoinAsync("/", "red");
        var old = cluster[0].SocketOf(before);
        await before.LoseConnectionAsync();

        var after = await ReturnAsync(cluster[1], old, "never sent");

        var socket = cluster[1].SocketOf(after);
        (socket.Recovered, socket.Id == old.Id, socket.Rooms.Count, socket.Data).ShouldBe((false, false, 0, null));
        (socket.PrivateSessionId == old.PrivateSessionId).ShouldBeFalse();
        cluster[1].IO.Main.TryGetSocket(old.Id, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Recover_OfASessionThatNobodyHas_StartsAnew()
    {
        await using var cluster = await StartAsync(2);

        var after = await cluster[1].ConnectAsync(new { pid = "abcdefghijklmnopqrst", offset = "x" });

        (after.IsConnected, cluster[1].SocketOf(after).Recovered).ShouldBe((true, false));
    }

    [Fact]
    public async Task Recover_InANamespaceOfAPattern_MakesItWhereItIsNot()
    {
        await using var cluster = await StartAsync(2, static io => io.Of(static name => name == "/shop"));
        var before = await cluster[0].JoinAsync("/shop", "red");
        var old = cluster[0].SocketOf(before);
        await before.LoseConnectionAsync();
        await cluster[0].IO.Of("/shop").To("red").EmitAsync("n", 1);

        var inMain = await ReturnAsync(cluster[1], old, offset: null);
        var after = await inMain.ConnectAsync("/shop", new { pid = old.PrivateSessionId }, Cancellation);

        cluster[1].SocketOf(inMain).Recovered.ShouldBeFalse("it is the session of another namespace");
        cluster[1].SocketOf(after).Recovered.ShouldBeTrue();
        NumbersOf(after).ShouldBe([1]);
    }

    [Fact]
    public async Task Recover_AtTwoServersAtOnce_GoesOnAtOneOfThemAtMost()
    {
        await using var cluster = await StartAsync(3);
        for (var round = 0; round < 10; round++)
        {
            var before = await cluster[0].JoinAsync("/", "red");
            var old = cluster[0].SocketOf(before);
            await before.LoseConnectionAsync();

            var clients = await Task.WhenAll(ReturnAsync(cluster[1], old, null), ReturnAsync(cluster[2], old, null));

            var connected = clients.Where(static client => client.IsConnected).ToList();
            connected.Count(client => client.Id == old.Id).ShouldBeLessThanOrEqualTo(1);
            connected.ShouldNotBeEmpty(); // whoever was let in before the other asked is taken to be gone: who comes last has it
        }
    }

    [Fact]
    public async Task Recover_WhileAServerIsCutOff_StartsAnew_AndIsRecoveredOnceThatIsGivenUp()
    {
        await using var cluster = await StartAsync(3, isCuttable: true);
        var (first, second) = (await cluster[0].JoinAsync("/", "red"), await cluster[0].JoinAsync("/", "red"));
        var (oldFirst, oldSecond) = (cluster[0].SocketOf(first), cluster[0].SocketOf(second));
        await first.LoseConnectionAsync();
        await second.LoseConnectionAsync();
        cluster.Cut(2);

        var early = await ReturnAsync(cluster[1], oldFirst, null);
        await Cluster.EventuallyAsync(() => !cluster[0].Node.IsThere(ClusterServer.IdOf(2)), "it to be given up");
        await Cluster.EventuallyAsync(() => !cluster[1].Node.IsThere(ClusterServer.IdOf(2)), "it to be given up");
        var late = await ReturnAsync(cluster[1], oldSecond, null);

        (early.IsConnected, cluster[1].SocketOf(early).Recovered).ShouldBe((true, false), "what that server emitted may not have come");
        cluster[1].SocketOf(late).Recovered.ShouldBeTrue();
    }

    [Fact]
    public async Task Recover_WithAnEventStillUnderWayToTheOldServer_WaitsForIt()
    {
        await using var cluster = await StartAsync(3, isCuttable: true);
        var before = await cluster[0].JoinAsync("/", "red");
        var old = cluster[0].SocketOf(before);
        await before.LoseConnectionAsync();
        cluster.Cut(2, 0);
        await cluster[2].IO.To("red").EmitAsync("n", 1); // server 1 has no members yet, and is not told

        var returning = ReturnAsync(cluster[1], old, null);
        await Task.Delay(100, Cancellation);
        await cluster[2].IO.To("red").EmitAsync("n", 2); // to both
        cluster.Heal(2, 0);
        var after = await returning;

        cluster[1].SocketOf(after).Recovered.ShouldBeTrue();
        await cluster[2].IO.To("red").EmitAsync("n", 3);
        await Cluster.EventuallyAsync(() => after.Received.Count >= 3, "all events");
        NumbersOf(after).ShouldBe([1, 2, 3]);
    }

    private static Task<Cluster> StartAsync(int count, Action<SocketIOServer>? configure = null, bool isCuttable = false) =>
        Cluster.StartAsync(
            count, configure, static options => options.Recovery = new RecoveryOptions { MaxPackets = 100_000 }, isCuttable);

    /// <summary>What the client of that socket brings to a server, as a client that has its session's id and offset.</summary>
    private static Task<SocketIOTestClient> ReturnAsync(ClusterServer server, Socket old, string? offset) =>
        server.ConnectAsync(offset is null ? new { pid = old.PrivateSessionId } : new { pid = old.PrivateSessionId, offset });

    private static async Task<string> OffsetAsync(SocketIOTestClient client)
    {
        await Cluster.EventuallyAsync(() => client.Received.Count > 0, "an event");
        return OffsetOf(client.Received[^1]);
    }

    private static string OffsetOf(SocketIOTestEvent received) => received.Get<string>(received.Count - 1);

    /// <summary>Where the numbers are not those from 0 on, each once and in order.</summary>
    private static IEnumerable<string> FaultsOf(int[] numbers, int count)
    {
        for (var index = 0; index <= numbers.Length; index++)
        {
            var (previous, next) = (index == 0 ? -1 : numbers[index - 1], index == numbers.Length ? count : numbers[index]);
            if (next != previous + 1)
                yield return $"{next} follows on {previous} at {index}";
        }
    }

    private static IEnumerable<int> NumbersOf(SocketIOTestClient client) => client.Received.Select(static e => e.Get<int>(0));
}
