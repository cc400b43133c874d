using System.Collections.Concurrent;
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
        using var other = Listen(servers);
        using var http = servers.Http();
        var asked = other.GetContextAsync();

        var answer = http.GetAsync($"socket.io/?eio=4&Transport=polling&SID={Session(servers)}&token=secret&update_peer=1", Token);
        var context = await asked.WaitAsync(Token);
        var query = context.Request.Url!.Query;
        context.Response.StatusCode = 200;
        context.Response.Close();

        query.ShouldBe($"?EIO=4&transport=polling&sid={Session(servers)}");
        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>It would take a request that it does not understand for a new connection, of ours.</summary>
    [Fact]
    public async Task Poll_OfASessionThatAnOldServerWouldHave_GoesNowhere()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1, isLastOld: true);
        using var old = Listen(servers);
        using var http = servers.Http();
        var queries = new ConcurrentQueue<string>(); // the mesh knocks there as well
        old.BeginGetContext(Answer, null);

        using var answer = await http.GetAsync($"socket.io/?EIO=4&transport=polling&sid={Session(servers)}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        queries.ShouldNotContain(query => query.Contains("sid=", StringComparison.OrdinalIgnoreCase));

        void Answer(IAsyncResult asked)
        {
            if (!old.IsListening)
                return;
            var context = old.EndGetContext(asked);
            queries.Enqueue(context.Request.Url!.Query);
            context.Response.Close();
            old.BeginGetContext(Answer, null);
        }
    }

    private static string Session(TestServers servers) => $"x.{ServerTag.Of(servers.Config.Servers[^1].Id)}";

    private static HttpListener Listen(TestServers servers)
    {
        var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{servers.Config.Servers[^1].Port}/socket.io/" } };
        listener.Start();
        return listener;
    }
}
