using Gossamer.SocketIO.Hubs;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed class HubNamesTests
{
    private const string Sid = "0123456789abcdefABC-";

    [Theory]
    [InlineData(Sid, true, true)]
    [InlineData("/chat#" + Sid, true, false)]
    [InlineData("/other#" + Sid, false, false)]
    [InlineData(Sid + ".tag", false, false)] // no sessions are forwarded
    [InlineData("0123456789abcdefABC", false, false)]
    [InlineData("0123456789abcdefABC-X", false, false)]
    [InlineData("0123456789abcdefABC!", false, false)]
    [InlineData("kitchen", false, false)]
    [InlineData("", false, false)]
    public async Task ConnectionId_WithOtherServers_IsKnownByItsForm(string name, bool withOldClients, bool without)
    {
        await using var old = await ApiServer.StartAsync(o => (o.AllowEIO3, o.Adapter) = (true, ns => new InMemoryAdapter(ns)));
        await using var server = await ApiServer.StartAsync(o => (o.AllowEIO3, o.Adapter) = (false, ns => new InMemoryAdapter(ns)));

        HubNames.IsConnectionId(old.IO.Of("/chat"), name).ShouldBe(withOldClients);
        HubNames.IsConnectionId(server.IO.Of("/chat"), name).ShouldBe(without);
    }

    [Fact]
    public async Task ConnectionId_OfNoSocketOfTheOnlyServer_IsAnOrdinaryName()
    {
        await using var server = await ApiServer.StartAsync();
        HubNames.IsConnectionId(server.IO.Main, Sid).ShouldBeFalse();
        HubNames.Group(server.IO.Main, "company-announcement").ShouldBe("company-announcement");
    }

    [Fact]
    public async Task ConnectionId_OfASocket_IsOne()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();

        HubNames.IsConnectionId(server.IO.Main, server.IO.Sockets.Single().Id).ShouldBeTrue();
    }
}
