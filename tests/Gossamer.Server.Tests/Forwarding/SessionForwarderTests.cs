using System.Net;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Forwarding;

public sealed class SessionForwarderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_OfAnotherServersSession_GoesThereWithNothingButWhatEngineIODefines()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1);
        await using var other = await OtherServer.StartAsync(servers);
        using var http = servers.Http();

        using var answer = await http.GetAsync(
            $"socket.io/?eio=4&Transport=polling&SID={Session(servers)}&token=secret&update_peer=1", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.Queries.Where(IsOfASession).ShouldBe([$"?EIO=4&transport=polling&sid={Session(servers)}"]);
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
        old.Queries.ShouldNotContain(query => IsOfASession(query), "the mesh knocks there, and nobody else");
    }

    private static bool IsOfASession(string query) => query.Contains("sid=", StringComparison.OrdinalIgnoreCase);

    private static string Session(TestServers servers) => $"x.{ServerTag.Of(servers.Config.Servers[^1].Id)}";
}
