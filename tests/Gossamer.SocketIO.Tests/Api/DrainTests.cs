using System.Net;
using Gossamer.SocketIO.Tests.Recovery;

namespace Gossamer.SocketIO.Tests.Api;

public sealed class DrainTests
{
    [Fact]
    public async Task DrainAsync_Clients_AreClosedAndNoNewOnesTaken()
    {
        await using var server = await RecoveringServer.StartAsync();
        var (session, socket) = await RecoveringServer.StartOneAsync(server);
        var reason = socket.Gone();

        await server.IO.DrainAsync(TimeSpan.Zero, ApiServer.Cancelled);

        (await reason).ShouldBe(DisconnectReason.ServerShuttingDown);
        await session.Client.Closed;
        socket.IsAwaitingReconnect.ShouldBeTrue();
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(server.Url, "/socket.io/?EIO=4&transport=polling"), ApiServer.Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(ApiServer.Cancelled)).ShouldContain("the server is shutting down");
    }
}
