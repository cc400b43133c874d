using System.Net;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Limits;
using Gossamer.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Forwarding;

public sealed class SessionForwarderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_OfAnotherServersSession_GoesThereWithNothingButWhatEngineIODefines()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1);
        await using var other = await OtherServer.StartAsync(servers);
        other.Gate.SetResult();
        using var http = servers.Http();

        using var answer = await http.GetAsync(
            $"socket.io/?eio=4&Transport=polling&SID={Session(servers)}&token=secret&update_peer=1", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.Queries.Where(OtherServer.IsOfASession).ShouldBe([$"?EIO=4&transport=polling&sid={Session(servers)}"]);
    }

    /// <summary>Whoever is at the address of a server that is away does not get what clients show who they are by.</summary>
    [Fact]
    public async Task Poll_OfAServerThatIsNotLinked_GoesNowhere()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1);
        await using var stranger = await OtherServer.StartAsync(servers, isTaken: false);
        using var http = servers.Http();

        using var answer = await http.GetAsync($"socket.io/?EIO=4&transport=polling&sid={Session(servers)}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        stranger.Queries.ShouldNotContain(query => OtherServer.IsOfASession(query), "the mesh knocks there, and nobody else");
    }

    /// <summary>It would take a request that it does not understand for a new connection, of ours.</summary>
    [Fact]
    public async Task Poll_OfASessionThatAnOldServerWouldHave_GoesNowhere()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1, isLastOld: true);
        await using var old = await OtherServer.StartAsync(servers);
        using var http = servers.Http();

        using var answer = await http.GetAsync($"socket.io/?EIO=4&transport=polling&sid={Session(servers)}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        old.Queries.ShouldNotContain(query => OtherServer.IsOfASession(query), "the mesh knocks there, and nobody else");
    }

    /// <summary>Each that waits is two connections here, and one there.</summary>
    [Fact]
    public async Task Poll_MoreThanAnAddressMayHave_IsRefusedByName()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1);
        await using var other = await OtherServer.StartAsync(servers);
        using var http = servers.Http();
        var url = $"socket.io/?EIO=4&transport=polling&sid={Session(servers)}";
        var waiting = Enumerable.Range(0, new ForwardingOptions().MaxPerAddress).Select(_ => http.GetAsync(url, Token)).ToArray();
        while (other.Queries.Count(OtherServer.IsOfASession) < waiting.Length)
            await Task.Delay(10, Token);

        using var measured = new Measured(servers.Services().GetRequiredService<LimitMetrics>().Meter);
        using (var refused = await http.GetAsync(url, Token))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await refused.Content.ReadAsStringAsync(Token)).ShouldContain("as many requests");
            measured.Of("gossamer.server.forwards.refused").ShouldBe(["1"]);
        }

        other.Gate.SetResult();
        foreach (var answer in await Task.WhenAll(waiting))
            using (answer)
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var next = await http.GetAsync(url, Token);
        next.StatusCode.ShouldBe(HttpStatusCode.OK, "they are over");
    }

    private static string Session(TestServers servers) => $"x.{ServerTag.Of(servers.Config.Servers[^1].Id)}";
}
