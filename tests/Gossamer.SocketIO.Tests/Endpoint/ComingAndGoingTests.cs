namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class ComingAndGoingTests
{
    /// <summary>Every kind of beginning and end, many at once: nothing may stay.</summary>
    [Fact]
    public async Task ManySessions_EndInEveryWay_TableReturnsToZero()
    {
        const int Clients = 400;
        await using var server = await TestServer.StartAsync();
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            if ((i & 1) == 0)
                await WebSocketAsync(server, i >> 1);
            else
                await PollingAsync(server, i >> 1);
        });
        server.Time.Advance(TimeSpan.FromSeconds(3)); // for those who never fetched their last packets
        server.Time.Advance(TimeSpan.FromSeconds(45)); // for those who left without a word
        await server.UntilEmptyAsync();
        await Patience.UntilAsync(() => server.Reasons.Count == server.Sockets.Count, "every socket has ended");
        server.Sockets.Count.ShouldBe(Clients);
        server.Io.Of("/").Count.ShouldBe(0);
    }

    private static async Task WebSocketAsync(TestServer server, int kind)
    {
        await using var client = await server.JoinAsync(3 + (kind & 1));
        switch ((kind >> 1) % 5)
        {
            case 0:
                await client.SendAsync("1");
                await client.ReceiveEndAsync();
                break;
            case 1:
                client.Socket.Abort();
                break;
            case 2:
                await client.SendAsync("what?");
                await client.ReceiveEndAsync();
                break;
            case 3:
                await client.SendAsync("42[\"leave\"]");
                await client.ReceiveEndAsync();
                break;
            default:
                break; // a close frame
        }
    }

    private static async Task PollingAsync(TestServer server, int kind)
    {
        var eio = 3 + (kind & 1);
        var client = server.Polling(eio);
        await client.JoinAsync();
        switch ((kind >> 1) % 5)
        {
            case 0:
                await client.PostAsync(eio == 3 ? "1:1" : "1");
                break;
            case 1:
                await client.PostAsync("what?");
                break;
            case 2:
                await Task.WhenAll(client.PollAsync(), client.PollAsync());
                break;
            case 3:
                await client.PostAsync(eio == 3 ? "11:42[\"leave\"]" : "42[\"leave\"]");
                break;
            default:
                break; // never heard of again
        }
    }
}
