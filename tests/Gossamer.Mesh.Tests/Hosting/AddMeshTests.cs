using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Tests;

public sealed class AddMeshTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_TwoTransports_EachPeerGetsTheFirstThatServesIt()
    {
        var (old, direct, late) = (new Transport("old"), new Transport("a", "b"), new Transport("a", "b", "old"));
        using var host = Host(["a", "old", "b"], old, direct, late);

        await host.StartAsync(Cancellation);
        await host.StopAsync(Cancellation);

        old.Opened.ShouldBe(["old"]);
        direct.Opened.ShouldBe(["a", "b"]);
        late.Opened.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_NodeOfTheContainer_LinksOnlyOnceTheHostHasStarted()
    {
        var transport = new Transport("a");
        using var host = Host(["a"], transport);

        host.Services.GetRequiredService<MeshNode>().Id.ShouldBe(new NodeId("self"));
        transport.Opened.ShouldBeEmpty();
        await host.StartAsync(Cancellation);

        transport.Opened.ShouldBe(["a"]);
        await host.StopAsync(Cancellation);
        transport.Closes.ShouldBe([LinkCloseCode.Stopping]);
    }

    [Fact]
    public async Task Start_NoTransport_SaysSoAndNamesPeersAndRemedy()
    {
        using var host = Host(["a", "b"]);

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        fault.Message.ShouldBe("The mesh has no transport for its peers 'a', 'b'. Register one on what AddMesh() returns: "
            + "AddDirect() for servers of this kind, AddLegacy() for those of the old system.");
    }

    [Fact]
    public async Task Start_UnservedPeers_NamesEach()
    {
        using var host = Host(["a", "old-1", "old-2"], new Transport("a"));

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        fault.Failures.Count().ShouldBe(2);
        fault.Failures.First().ShouldStartWith("No transport serves peer 'old-1' at sim://old-1/. Register one on what AddMesh() returns");
        fault.Failures.Last().ShouldContain("'old-2'");
    }

    [Fact]
    public async Task Start_OptionsThatDoNotHold_SaysAllThatIsWrong()
    {
        using var host = Host(["a", "a"], o => (o.Id, o.Copies) = (default, 3), new Transport("a"));

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        fault.Message.ShouldContain("the server's own id must have 1 to 128 characters");
        fault.Message.ShouldContain("the id 'a' is given to two servers");
        fault.Message.ShouldContain("Copies must be 1 or 2");
    }

    [Fact]
    public async Task AddMesh_Twice_OneNodeAndBothConfigure()
    {
        var transport = new Transport("a", "b");
        var builder = Builder(["a"], static _ => { }, transport);
        builder.Services.AddMesh(static o => o.Peers.Add(new(new("b"), new("sim://b"))));
        using var host = builder.Build();

        await host.StartAsync(Cancellation);
        await host.StopAsync(Cancellation);

        transport.Opened.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Serves_TransportThatDoesNotSay_AllPeers() =>
        ((IMeshTransport)new AnyTransport()).Serves(new(new("a"), new("sim://a"))).ShouldBeTrue();

    private static IHost Host(string[] peers, params Transport[] transports) => Host(peers, static _ => { }, transports);

    private static IHost Host(string[] peers, Action<MeshOptions> configure, params Transport[] transports) =>
        Builder(peers, configure, transports).Build();

    private static HostApplicationBuilder Builder(string[] peers, Action<MeshOptions> configure, params Transport[] transports)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        var mesh = builder.Services.AddMesh(options =>
        {
            options.Id = new("self");
            options.RetryMin = options.RetryMax = TimeSpan.FromMinutes(1);
            foreach (var peer in peers)
                options.Peers.Add(new(new(peer), new($"sim://{peer}")));
            configure(options);
        });
        foreach (var transport in transports)
            mesh.Services.AddSingleton<IMeshTransport>(transport);
        return builder;
    }

    private sealed class Transport(params string[] serves) : IMeshTransport
    {
        public List<string> Opened { get; } = [];

        public List<LinkCloseCode> Closes { get; } = [];

        public bool Serves(MeshPeer peer) => serves.Contains(peer.Id.Value, StringComparer.Ordinal);

        public ILinkChannel Open(MeshPeer peer, ILinkSender sender)
        {
            Opened.Add(peer.Id.Value);
            return new Channel(Closes);
        }
    }

    private sealed class AnyTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new Channel([]);
    }

    private sealed class Channel(List<LinkCloseCode> closes) : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason) => closes.Add(reason.Code);
    }
}
