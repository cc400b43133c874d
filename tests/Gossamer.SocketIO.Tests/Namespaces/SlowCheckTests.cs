using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Namespaces;

/// <summary>Checks of a CONNECT that take their time.</summary>
public sealed class SlowCheckTests
{
    private readonly TaskCompletionSource<ConnectRefusal?> _check = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TheoryData<Dialect> Current { get; } = [Dialect.WebSocket, Dialect.Polling];

    [Theory]
    [MemberData(nameof(Current))]
    public async Task Use_ThatTakesLongerThanHeartbeatsMay_LetsThemThrough(Dialect dialect)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync(dialect);

        await client.SendAsync("0/slow,");
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(25));
            await client.PongedAsync();
            (await client.AskAsync("""["hello"]""")).ShouldBe("""["main"]"""); // it has had the pong, too
        }

        _check.SetResult(null);

        (await client.NextAsync()).ShouldStartWith("""0/slow,{"sid":""");
    }

    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task Use_ThatTakesItsTime_HoldsBackPacketsOfItsNamespaceAlone(Dialect dialect)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync(dialect);

        await client.SendAsync(dialect.Revision == 4 ? "0/slow," : "0/slow");
        (await client.AskAsync("""["hello"]""")).ShouldBe("""["main"]""");
        await client.SendAsync("""2/slow,1["hello"]""");
        _check.SetResult(null);

        (await client.NextAsync()).ShouldStartWith("0/slow");
        (await client.NextAsync()).ShouldBe("""3/slow,1["slow"]""");
    }

    [Fact]
    public async Task Use_ThatTakesItsTimeForAnOldClientsMainNamespace_HoldsBackItsEvents()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Use(_ => _check.Task);
            io.OnConnection(socket => socket.On("hello", () => "main"));
        });
        var client = await server.OpenAsync(Dialect.OldWebSocket);

        await client.SendAsync("""21["hello"]""");
        _check.SetResult(null);

        (await client.NextAsync()).ShouldBe("0");
        (await client.NextAsync()).ShouldBe("""31["main"]""");
    }

    [Fact]
    public async Task Connect_Again_WhileTheFirstIsChecked_EndsTheConnection()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.SendAsync("0/slow,");
        await client.SendAsync("0/slow,");
        _check.SetResult(null);

        await client.Closed;
        await Eventually.TrueAsync(() => !server.IO.Of("/slow").Sockets.Any());
    }

    private Task<ApiServer> StartAsync() => ApiServer.StartAsync(configure: io =>
    {
        io.OnConnection(socket => socket.On("hello", () => "main"));
        io.Of("/slow").Use(_ => _check.Task);
        io.Of("/slow").OnConnection(socket => socket.On("hello", () => "slow"));
    });
}
