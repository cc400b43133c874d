using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Legacy.Tests;

public sealed class AddLegacyTests
{
    private static readonly MeshPeer Old = new(new("old-1"), new("http://127.0.0.1:1")) { IsLegacy = true };
    private static readonly MeshPeer Ours = new(new("server-2"), new("ws://127.0.0.1:2"));

    [Fact]
    public async Task Serves_OfTwoTransports_OldServersAloneAreLegacys()
    {
        await using var services = Services([Old, Ours], Old.Id, new Others());

        services.GetRequiredService<MeshNode>().Links.Count.ShouldBe(2);
        var legacy = services.GetServices<IMeshTransport>().OfType<LegacyTransport>().Single();
        (legacy.Serves(Old), legacy.Serves(Ours)).ShouldBe((true, false));
    }

    [Fact]
    public async Task Node_NoTransportForTheRest_NamesThem()
    {
        await using var services = Services([Old, Ours], Old.Id);

        Should.Throw<OptionsValidationException>(services.GetRequiredService<MeshNode>)
            .Message.ShouldStartWith("No transport serves peer 'server-2' at ws://127.0.0.1:2/.");
    }

    [Fact]
    public async Task Node_OldPeerThatLegacyIsNotTold_NamesIt()
    {
        await using var services = Services([Old], null);

        Should.Throw<OptionsValidationException>(services.GetRequiredService<MeshNode>).Message.ShouldContain("'old-1'");
    }

    [Fact]
    public async Task Options_PeerNotMarkedOrUnknown_AreFaults()
    {
        await using var services = Services([Ours], Ours.Id);

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<LegacyOptions>>().Value)
            .Message.ShouldBe("'server-2' must be among the mesh's peers, with IsLegacy");
    }

    private static ServiceProvider Services(MeshPeer[] peers, NodeId? old, params IMeshTransport[] others)
    {
        var services = new ServiceCollection().AddLogging();
        var mesh = services.AddMesh(options =>
        {
            options.Id = new("server-1");
            foreach (var peer in peers)
                options.Peers.Add(peer);
        });
        mesh.AddLegacy(legacy =>
        {
            if (old is { } id)
                legacy.Peers.Add(id, IPAddress.Loopback);
        });
        foreach (var other in others)
            services.AddSingleton(other);
        return services.BuildServiceProvider();
    }

    private sealed class Others : IMeshTransport
    {
        public bool Serves(MeshPeer peer) => !peer.IsLegacy;

        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => throw new NotSupportedException();
    }
}
