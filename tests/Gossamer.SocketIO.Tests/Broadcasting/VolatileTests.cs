using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Broadcasting;

public sealed class VolatileTests
{
    [Fact]
    public async Task Volatile_WhenSomethingWaitsAlready_IsDropped()
    {
        await using var server = await ApiServer.StartAsync();
        await using var second = await QuietPoller.JoinAsync(server);
        var socket = server.IO.Sockets.Single();

        await socket.EmitAsync("waits");
        await socket.Volatile.EmitAsync("lost");
        await server.IO.Volatile.EmitAsync("lost as well");
        await socket.EmitAsync("waits, too");

        (await second.PollAsync()).ShouldBe("42[\"waits\"]\u001e42[\"waits, too\"]");
        await socket.Volatile.EmitAsync("in time");
        (await second.PollAsync()).ShouldBe("42[\"in time\"]");
    }

    /// <summary>Polls when it is told to, and not before.</summary>
    private sealed class QuietPoller(HttpClient http, string url) : IAsyncDisposable
    {
        public static async Task<QuietPoller> JoinAsync(ApiServer server)
        {
            var http = new HttpClient();
            var url = new Uri(server.Url, "/socket.io/?EIO=4&transport=polling").ToString();
            var open = await http.GetStringAsync(new Uri(url), ApiServer.Cancelled);
            var sid = System.Text.Json.JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString();
            var poller = new QuietPoller(http, $"{url}&sid={sid}");
            using var join = new StringContent("40");
            using var joined = await http.PostAsync(new Uri(poller.Url), join, ApiServer.Cancelled);
            (await poller.PollAsync()).ShouldStartWith("40{");
            return poller;
        }

        private string Url => url;

        public Task<string> PollAsync() => http.GetStringAsync(new Uri(url), ApiServer.Cancelled);

        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
