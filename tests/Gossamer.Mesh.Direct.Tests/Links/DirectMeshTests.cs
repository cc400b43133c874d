using System.Diagnostics;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>Meshes of real servers in one process, over Kestrel and WebSockets.</summary>
public sealed class DirectMeshTests : IAsyncLifetime
{
    private readonly DirectServer[] _servers = [new("server-1"), new("server-2"), new("server-3"), new("server-4")];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task FourServers_UsersAndMessagesReachAll()
    {
        await StartAllAsync(_servers);
        for (var i = 0; i < 4; i++)
            _servers[i].Join($"user{i}");
        foreach (var server in _servers)
            await server.EventuallyAsync(() => server.Names == "user0 user1 user2 user3", "all users on all lists");

        var outcome = await SendAsync(_servers[0], "user0", "user3", "hello");
        outcome.ShouldSatisfyAllConditions(
            o => o.Delivered.ShouldBe(1), o => o.Servers.ShouldBe(1), o => o.Unreachable.ShouldBeEmpty());
        _servers[3].Handed.ShouldBe(["hello"]);
        _servers[1].Handed.ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyMessages_AllArriveOnceInOrder()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await StartAllAsync(a, b);
        b.Join("Ben");
        await a.EventuallyAsync(() => a.Names == "Ben", "Ben on the list");
        List<Task<DeliveryOutcome>> outcomes = [];
        for (var i = 0; i < 20_000; i++)
            outcomes.Add(SendAsync(a, "Anna", "Ben", $"{i}"));
        (await Task.WhenAll(outcomes)).ShouldAllBe(o => o.Delivered == 1);
        b.Handed.ShouldBe(Enumerable.Range(0, 20_000).Select(i => $"{i}"));
    }

    [Fact]
    public async Task HundredThousandUsers_PeerThatJoins_GetsThemAll()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await a.StartAsync([a, b]);
        for (var i = 0; i < 100_000; i++)
            a.Join($"user{i:D5}");
        var watch = Stopwatch.StartNew();
        await b.StartAsync([a, b]);
        await b.EventuallyAsync(() => b.Node.Directory.Count == 100_000, "all users listed");
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms");
        (b.Names == a.Names).ShouldBeTrue();
    }

    [Fact]
    public async Task LargeMessage_UpToTheBound_Arrives()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await StartAllAsync(a, b);
        b.Join("Ben");
        await a.EventuallyAsync(() => a.Names == "Ben", "Ben on the list");
        (await SendAsync(a, "Anna", "Ben", new string('x', 1024 * 1024))).Delivered.ShouldBe(1);
        (await SendAsync(a, "Anna", "Ben", new string('x', 1100 * 1024))).Reasons.ShouldBe([UnreachableReason.TooLarge]);
    }

    [Fact]
    public async Task PeerRestarts_LinksComeBackWithItsUsers()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await StartAllAsync(a, b);
        b.Join("Ben");
        await a.EventuallyAsync(() => a.Names == "Ben", "Ben on the list");

        await b.StopAsync();
        await a.EventuallyAsync(() => a.Names == "", "Ben off the list at the goodbye");
        await a.EventuallyAsync(() => a.Log.Any(l => l.Contains("goodbye")), "the goodbye in the log");

        await b.StartAsync([a, b]);
        b.Join("Bob");
        await a.EventuallyAsync(() => a.Names == "Bob", "Bob on the list");
        await BothUpAsync(a, b);
    }

    [Fact]
    public async Task Stop_WithLiveLinks_TakesLittleTime()
    {
        await StartAllAsync(_servers);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(_servers.Select(s => s.StopAsync()));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task SharedKeyDiffers_RefusedAndOnlyTheAcceptorSaysWhy()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await a.StartAsync([a, b]);
        await b.StartAsync([a, b], direct: o => o.SharedKey = "quite another key, by mistake");
        await a.EventuallyAsync(() =>
            a.Log.Any(l => l.StartsWith("3001", StringComparison.Ordinal) && l.Contains("signature is wrong")), "the acceptor says why");
        await b.EventuallyAsync(() =>
            b.Log.Any(l => l.StartsWith("2014", StringComparison.Ordinal) && l.Contains("the log of 'server-1' says why")), "refused");
    }

    [Fact]
    public async Task TokenIsForAnother_Refused()
    {
        // The id that b's token bears is fine, but it is not meant for who answers at that address.
        var (a, b, c) = (_servers[0], _servers[1], _servers[2]);
        await a.StartAsync([a, b, c]);
        await b.StartAsync([b], o => o.Peers.Add(new(c.Id, a.Address)));
        await a.EventuallyAsync(() =>
            a.Log.Any(l => l.StartsWith("3001", StringComparison.Ordinal) && l.Contains("for another server")), "the acceptor says why");
        await b.EventuallyAsync(() =>
            b.Log.Any(l => l.StartsWith("2014", StringComparison.Ordinal) && l.Contains("Unauthorized")), "the dialler hears of it");
    }

    [Fact]
    public async Task SameIdTwice_SecondIsRefusedAndTheFirstKeepsItsUsers()
    {
        var (a, b) = (_servers[0], _servers[1]);
        await StartAllAsync(a, b);
        b.Join("Ben");
        await a.EventuallyAsync(() => a.Names == "Ben", "Ben on the list");
        await using var impostor = new DirectServer("server-2");
        await impostor.StartAsync([impostor, a]);
        await impostor.EventuallyAsync(() =>
            impostor.Log.Any(l => l.StartsWith("2014", StringComparison.Ordinal) && l.Contains("DuplicateId")), "refused");
        a.Names.ShouldBe("Ben");
    }

    private static async Task StartAllAsync(params DirectServer[] servers)
    {
        foreach (var server in servers)
            await server.StartAsync(servers);
        foreach (var a in servers)
            foreach (var b in servers.Where(s => s != a))
                await BothUpAsync(a, b);
    }

    private static Task BothUpAsync(DirectServer a, DirectServer b) => a.EventuallyAsync(
        () => a.Node.Links.Single(l => l.Peer == b.Id) is { Outgoing: LinkState.Up, Incoming: LinkState.Up },
            $"links of {a.Id} and {b.Id} up");

    private static Task<DeliveryOutcome> SendAsync(DirectServer server, string from, string to, string text) =>
        server.Node.RouteAsync(
            new(new(text[..Math.Min(9, text.Length)]), DirectServer.Name(from), DirectServer.Name(to),
                System.Text.Encoding.UTF8.GetBytes(text)) { At = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() },
            TestContext.Current.CancellationToken).AsTask();
}
