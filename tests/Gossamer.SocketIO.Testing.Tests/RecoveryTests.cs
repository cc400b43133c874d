using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>Connection state recovery.</summary>
public sealed class RecoveryTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReconnectAsync_WithinTheWindow_BringsBackSessionAndWhatWasMissed()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var (id, socket) = (client.Id, host.Server.Sockets.Single());
        socket.Data = "kept";
        socket.Join("blue");
        await host.Server.EmitAsync("had");

        await client.LoseConnectionAsync();
        await host.Server.To("blue").EmitAsync("missed", 1);
        _time.Advance(TimeSpan.FromSeconds(59));
        await client.ReconnectAsync(cancellation: Cancellation);

        client.Recovered.ShouldBeTrue();
        (client.Id, socket.Data).ShouldBe((id, "kept"));
        client.Received.Select(received => received.Name).ShouldBe(["had", "missed"]);
        await host.Server.To("blue").EmitAsync("next");
        (await client.WaitForAsync("next", cancellation: Cancellation)).Count.ShouldBe(1); // the offset
    }

    [Fact]
    public async Task ReconnectAsync_Twice_GetsNothingTwice()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        for (var i = 0; i < 2; i++)
        {
            await client.LoseConnectionAsync();
            await host.Server.EmitAsync("missed", i);
            await client.ReconnectAsync(cancellation: Cancellation);
        }

        client.Received.Select(received => received.Get<int>()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task ReconnectAsync_AfterAQuestion_TakesNoArgumentOfItForAnOffset()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await host.Server.EmitAsync("had");
        using var gone = new CancellationTokenSource();
        _ = host.Server.Sockets.Single().EmitWithAckAsync<int>("question", "no offset", cancellation: gone.Token);

        await client.LoseConnectionAsync();
        await client.ReconnectAsync(cancellation: Cancellation);

        client.Recovered.ShouldBeTrue();
    }

    [Fact]
    public async Task ReconnectAsync_AfterTheWindow_IsANewSession()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var id = client.Id;

        await client.LoseConnectionAsync();
        await host.Server.EmitAsync("missed");
        _time.Advance(TimeSpan.FromSeconds(61));
        await client.ReconnectAsync(cancellation: Cancellation);

        (client.IsConnected, client.Recovered).ShouldBe((true, false));
        (client.Id == id).ShouldBeFalse();
        client.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReconnectAsync_AfterDisconnectAsync_IsANewSession()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.DisconnectAsync();
        await client.ReconnectAsync(cancellation: Cancellation);

        (client.IsConnected, client.Recovered).ShouldBe((true, false));
    }

    [Fact]
    public async Task ReconnectAsync_WithAPidOfTheTests_SaysThatOne()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.LoseConnectionAsync();
        await client.ReconnectAsync(new { pid = "made-up" }, Cancellation);

        client.Recovered.ShouldBeFalse();
        host.Server.Sockets.Single(socket => socket.Id == client.Id).Auth.GetString("pid").ShouldBe("made-up");
    }

    private SocketIOTestHost Host() => new(
        services: services => services.AddSocketIO(
            options => options.Recovery = new RecoveryOptions { MaxDisconnection = TimeSpan.FromMinutes(1) }),
        time: _time);
}
