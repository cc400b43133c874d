using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>The server's time is the test's.</summary>
public sealed class TimeTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_ByTheHost_KeepsTheClient()
    {
        await using var host = new SocketIOTestHost(time: _time);
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var before = _time.GetUtcNow();

        host.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1), _time.Advance);

        (_time.GetUtcNow() - before).ShouldBe(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1));
        client.IsConnected.ShouldBeTrue();
        host.Server.Sockets.Single().Connected.ShouldBeTrue();
        client.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Advance_ByTheHostWithShortHeartbeats_KeepsTheClient()
    {
        await using var host = new SocketIOTestHost(
            services: services => services.AddSocketIO(
                options => (options.PingInterval, options.PingTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(200))),
            time: _time);
        var client = await host.ConnectAsync(cancellation: Cancellation);

        host.Advance(TimeSpan.FromSeconds(10), _time.Advance);

        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Advance_LongerThanTheHeartbeatAtOnce_IsToTheServerAPauseOfItsProcess()
    {
        await using var host = new SocketIOTestHost(time: _time);
        var client = await host.ConnectAsync(cancellation: Cancellation);

        _time.Advance(TimeSpan.FromSeconds(46));

        client.Disconnection.ShouldBe(new Disconnection("transport close", "ping timeout"));
    }

    [Fact]
    public async Task Advance_WhileTheClientDoesNotRead_IsAPingTimeout()
    {
        DisconnectReason? reason = null;
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.OnDisconnect(r => reason = r)), time: _time);
        var client = await host.ConnectAsync(cancellation: Cancellation);

        client.PauseReading();
        _time.Advance(TimeSpan.FromSeconds(46));

        reason.ShouldBe(DisconnectReason.PingTimeout);
        (await client.WaitForDisconnectAsync(Cancellation)).ShouldBe(new Disconnection("transport close", "ping timeout"));
    }

    [Fact]
    public async Task Advance_BeyondTheTimeForAnAnswer_TimesOut()
    {
        await using var host = new SocketIOTestHost(time: _time);
        await host.ConnectAsync(cancellation: Cancellation);

        var asking = host.Server.Sockets.Single().EmitWithAckAsync<int>("question", TimeSpan.FromMinutes(1), Cancellation);
        host.Advance(TimeSpan.FromSeconds(59), _time.Advance);
        asking.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await asking).Outcome.ShouldBe(AckOutcome.TimedOut);
    }

    [Fact]
    public async Task Advance_InAHandler_IsItsTimeToo()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("later", async () =>
            {
                await Task.Delay(TimeSpan.FromDays(1), _time, socket.Disconnected);
                return "done";
            })),
            time: _time);
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var answer = client.EmitWithAckAsync<string>("later");
        host.Advance(TimeSpan.FromDays(1), _time.Advance);

        (await answer).ShouldBe("done");
    }

    [Fact]
    public async Task Constructor_AClockAmongTheServices_IsTheServers()
    {
        await using var host = new SocketIOTestHost(services: services => services.AddSingleton<TimeProvider>(_time));
        await host.ConnectAsync(cancellation: Cancellation);

        host.Server.Sockets.Single().Handshake.Time.ShouldBe(_time.GetUtcNow());
    }
}
