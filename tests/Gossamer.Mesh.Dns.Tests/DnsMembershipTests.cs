using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Dns.Tests;

public sealed class DnsMembershipTests : IMeshTransport, IServiceLookup, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<Uri, NodeId?> _servers = [];
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private IReadOnlyList<Uri>? _found = [];
    private MeshNode? _node;

    [Fact]
    public async Task WatchAsync_AddressesWithServers_GivesTheirIdsInOrderAndNotItsOwn()
    {
        Serve(("10.0.0.3", "c"), ("10.0.0.1", "a"), ("10.0.0.2", "self"));
        await using var watch = Watch();

        (await NextAsync(watch)).ShouldBe("a at 10.0.0.1, c at 10.0.0.3");
    }

    [Fact]
    public async Task WatchAsync_NothingChanged_GivesNothing()
    {
        Serve(("10.0.0.1", "a"));
        await using var watch = Watch();
        await NextAsync(watch);
        var next = watch.MoveNextAsync();
        Pass(3);
        next.IsCompleted.ShouldBeFalse();

        Serve(("10.0.0.1", "a"), ("10.0.0.2", "b"));
        Pass(1);
        (await next).ShouldBeTrue();
        Shown(watch.Current).ShouldBe("a at 10.0.0.1, b at 10.0.0.2");
    }

    [Fact]
    public async Task WatchAsync_NameServerAway_NobodyLeaves()
    {
        Serve(("10.0.0.1", "a"));
        await using var watch = Watch();
        await NextAsync(watch);
        var next = watch.MoveNextAsync();
        _found = null;
        Pass(10);

        next.IsCompleted.ShouldBeFalse();
        await _end.CancelAsync(); // an iterator that is under way cannot be disposed of
        await Should.ThrowAsync<OperationCanceledException>(next.AsTask());
    }

    [Fact]
    public async Task WatchAsync_ServerThatDoesNotAnswer_IsWhoItWas()
    {
        Serve(("10.0.0.1", "a"), ("10.0.0.2", "b"));
        await using var watch = Watch();
        await NextAsync(watch);
        _servers[Url("10.0.0.1")] = null;
        Serve(("10.0.0.2", "b"), ("10.0.0.3", "c"));
        _found = [Url("10.0.0.1"), .. _found!];
        var next = watch.MoveNextAsync();
        Pass(1);

        (await next).ShouldBeTrue();
        Shown(watch.Current).ShouldBe("a at 10.0.0.1, b at 10.0.0.2, c at 10.0.0.3");
    }

    [Fact]
    public async Task WatchAsync_ServerMadeAnewElsewhere_IsWhereItAnswers()
    {
        Serve(("10.0.0.1", "a"));
        await using var watch = Watch();
        await NextAsync(watch);
        _servers[Url("10.0.0.1")] = null;
        Serve(("10.0.0.9", "a"));
        _found = [Url("10.0.0.1"), .. _found!]; // a name server that still tells the old address
        var next = watch.MoveNextAsync();
        Pass(1);

        (await next).ShouldBeTrue();
        Shown(watch.Current).ShouldBe("a at 10.0.0.9");
    }

    /// <summary>A stranger, or a server's former address: what cannot be linked with does not stay.</summary>
    [Fact]
    public async Task WatchAsync_TwoAddressesThatClaimOneId_AreTriedByTurns()
    {
        Serve(("10.0.0.1", "a"), ("10.0.0.2", "a"));
        await using var watch = Watch();
        (await NextAsync(watch)).ShouldBe("a at 10.0.0.1");

        foreach (var expected in (string[])["a at 10.0.0.2", "a at 10.0.0.1"])
        {
            _node!.SetPeers(watch.Current); // as whoever watches does
            var next = watch.MoveNextAsync();
            Pass(1);
            (await next).ShouldBeTrue();
            Shown(watch.Current).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task WatchAsync_ServersThatChangeAddresses_AreWhereTheyAnswer()
    {
        Serve(("10.0.0.1", "a"), ("10.0.0.2", "self"));
        await using var watch = Watch();
        (await NextAsync(watch)).ShouldBe("a at 10.0.0.1");
        Serve(("10.0.0.1", "b"), ("10.0.0.2", "a"));
        var next = watch.MoveNextAsync();
        Pass(1);

        (await next).ShouldBeTrue();
        Shown(watch.Current).ShouldBe("a at 10.0.0.2, b at 10.0.0.1");
    }

    public void Dispose() => _end.Dispose();

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => throw new NotSupportedException();

    public Task<IReadOnlyList<Uri>?> FindAsync(CancellationToken ct) => Task.FromResult(_found);

    private static Uri Url(string ip) => new($"http://{ip}:3001");

    private static string Shown(IEnumerable<MeshPeer> peers) =>
        string.Join(", ", peers.Select(static peer => $"{peer.Id} at {peer.Address.Host}"));

    private static async Task<string> NextAsync(IAsyncEnumerator<IReadOnlyList<MeshPeer>> watch)
    {
        (await watch.MoveNextAsync()).ShouldBeTrue();
        return Shown(watch.Current);
    }

    private void Serve(params (string Ip, string Id)[] servers)
    {
        foreach (var (ip, id) in servers)
            _servers[Url(ip)] = new(id);
        _found = [.. servers.Select(static server => Url(server.Ip))];
    }

    private void Pass(int intervals)
    {
        for (; intervals > 0; intervals--)
            _time.Advance(TimeSpan.FromSeconds(5));
    }

    private IAsyncEnumerator<IReadOnlyList<MeshPeer>> Watch()
    {
        _node = new MeshNode(new MeshOptions { Id = new("self") }, this, _time);
        var options = Options.Create(new MeshDnsOptions { Name = new("dns://gossamer:3001") });
        return new DnsMembership(
                this, (url, _) => Task.FromResult(_servers.GetValueOrDefault(url)), _node, options, _time,
                NullLogger<DnsMembership>.Instance)
            .WatchAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);
    }
}
