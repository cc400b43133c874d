namespace Gossamer.SocketIO.Tests.Api;

public sealed class ProbeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Probe_OfALiveClient_IsTrue(bool polls)
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync(polls ? Dialect.Polling : Dialect.WebSocket);

        (await server.IO.Sockets.Single().ProbeAsync(Patience, ApiServer.Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_OfProtocol4_HearsAnyPacket()
    {
        await using var server = await ApiServer.StartAsync();
        var old = await server.JoinAsync(Dialect.OldWebSocket);

        var probe = server.IO.Sockets.Single().ProbeAsync(Patience, ApiServer.Cancelled);

        await old.SendAsync("2[\"x\"]");
        (await probe).ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_OfAClientThatIsGone_IsFalse()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var gone = socket.Gone();
        client.Abort();
        await gone;

        (await socket.ProbeAsync(Patience, ApiServer.Cancelled)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 3600 + 1)]
    public async Task Probe_OfNoTimeOrTooLong_Throws(int seconds)
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            () => server.IO.Sockets.Single().ProbeAsync(TimeSpan.FromSeconds(seconds), ApiServer.Cancelled));
    }
}
