using System.Net;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Http;

public sealed class PeersCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Ready_OfAServerWithOneOfTwoPeers_HangsOnHowManyItNeeds(int needed, bool isReady)
    {
        await using var servers = await TestServers.StartAsync(3, TestServers.Quiet with { Ready = new(needed) }, started: 2);
        using var http = servers.Http();
        await UntilLinkedAsync(servers);

        (await http.GetAsync("/healthz/ready", Token)).StatusCode.ShouldBe(isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync("/healthz/live", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task UntilLinkedAsync(TestServers servers)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!servers.Node().Links.Any(static link => link is { Outgoing: Mesh.LinkState.Up, Incoming: Mesh.LinkState.Up }))
            await Task.Delay(20, patience.Token);
    }
}
