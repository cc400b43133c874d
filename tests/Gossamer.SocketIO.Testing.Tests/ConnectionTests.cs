using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>The ends of clients and connections, and several namespaces on one.</summary>
public sealed class ConnectionTests
{
    private readonly List<DisconnectReason> _reasons = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DisconnectAsync_TheOnlyNamespace_ClosesTheConnection()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.DisconnectAsync();

        _reasons.ShouldBe([DisconnectReason.ClientNamespaceDisconnect]);
        client.Disconnection.ShouldBe(new Disconnection("io client disconnect", null));
        client.Id.ShouldBeNull();
        host.Server.ConnectionCount.ShouldBe(0);
        await client.DisconnectAsync(); // and nothing happens
    }

    [Fact]
    public async Task ConnectAsync_AnotherNamespace_SharesTheConnection()
    {
        await using var host = Host(io => io.Of("/admin"));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var admin = await client.ConnectAsync("/admin", cancellation: Cancellation);
        await host.Server.Of("/admin").EmitAsync("secret");
        await client.DisconnectAsync();

        host.Server.ConnectionCount.ShouldBe(1);
        admin.IsConnected.ShouldBeTrue();
        admin.Received.Single().Name.ShouldBe("secret");
        client.Received.ShouldBeEmpty();
        await admin.DisconnectAsync();
        host.Server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task ConnectAsync_TheSameNamespaceOnTheConnection_Throws()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.ConnectAsync("/", cancellation: Cancellation))).Message
            .ShouldBe("The connection is in / already.");
    }

    [Fact]
    public async Task ConnectAsync_AnotherNamespaceThatRefuses_KeepsTheConnection()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await client.ConnectAsync("/nowhere", cancellation: Cancellation)).ConnectError.ShouldNotBeNull();

        client.IsConnected.ShouldBeTrue();
        host.Server.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Disconnect_ByTheServer_IsTold()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var waiting = client.WaitForDisconnectAsync(Cancellation);

        host.Server.Sockets.Single().Disconnect();

        (await waiting).ShouldBe(new Disconnection("io server disconnect", null));
        _reasons.ShouldBe([DisconnectReason.ServerNamespaceDisconnect]);
        client.IsConnected.ShouldBeFalse();
        await client.ReconnectAsync(cancellation: Cancellation);
        client.IsConnected.ShouldBeTrue();
        client.Disconnection.ShouldBeNull();
    }

    [Fact]
    public async Task Disconnect_ByTheServerWithTheConnection_IsTold()
    {
        await using var host = Host(io => io.Of("/admin"));
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var admin = await client.ConnectAsync("/admin", cancellation: Cancellation);

        host.Server.Sockets.Single().Disconnect(close: true);

        client.Disconnection.ShouldNotBeNull().Reason.ShouldBe("io server disconnect");
        admin.Disconnection.ShouldNotBeNull().Reason.ShouldBe("io server disconnect");
        host.Server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Close_OfTheServer_TellsWhatItSentBefore()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await host.Server.EmitAsync("goodbye");
        host.Server.Close();

        client.Disconnection.ShouldBe(new Disconnection("transport close", "server shutting down"));
        client.Received.Single().Name.ShouldBe("goodbye");
    }

    [Fact]
    public async Task LoseConnectionAsync_WithTwoNamespaces_EndsAndReconnectsBoth()
    {
        await using var host = Host(io => io.Of("/admin"));
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var admin = await client.ConnectAsync("/admin", auth: new { token = "x" }, Cancellation);

        await client.LoseConnectionAsync();
        _reasons.ShouldBe([DisconnectReason.TransportClose]);
        admin.Disconnection.ShouldBe(new Disconnection("transport close", null));
        host.Server.ConnectionCount.ShouldBe(0);
        await client.ReconnectAsync(cancellation: Cancellation);

        (client.IsConnected, admin.IsConnected, client.Recovered).ShouldBe((true, true, false));
        host.Server.ConnectionCount.ShouldBe(1);
        host.Server.Of("/admin").Sockets.Single().Auth.GetString("token").ShouldBe("x");
    }

    [Fact]
    public async Task LoseConnectionAsync_ANamespaceThatWasLeft_StaysLeft()
    {
        await using var host = Host(io => io.Of("/admin"));
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var admin = await client.ConnectAsync("/admin", cancellation: Cancellation);
        await admin.DisconnectAsync();

        await client.LoseConnectionAsync();
        await client.ReconnectAsync(cancellation: Cancellation);

        admin.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForAsync_OverALostConnection_GoesOn()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var waiting = client.WaitForAsync("message", cancellation: Cancellation);

        await client.LoseConnectionAsync();
        await client.ReconnectAsync(cancellation: Cancellation);
        await host.Server.EmitAsync("message");

        (await waiting).Name.ShouldBe("message");
    }

    [Fact]
    public async Task ReconnectAsync_WhileConnected_Throws()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await Should.ThrowAsync<SocketIOTestException>(() => client.ReconnectAsync(cancellation: Cancellation));
    }

    [Fact]
    public async Task LoseConnectionAsync_Silently_IsFoundOutByTheHeartbeat()
    {
        var time = new FakeTimeProvider();
        await using var host = Host(time: time);
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.LoseConnectionAsync(silently: true);
        await host.Server.EmitAsync("lost");
        time.Advance(TimeSpan.FromSeconds(44));
        (client.IsConnected, _reasons.Count, host.Server.Sockets.Count()).ShouldBe((false, 0, 1));
        time.Advance(TimeSpan.FromSeconds(2));

        _reasons.ShouldBe([DisconnectReason.PingTimeout]);
        client.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task PauseReading_UntilAllHasCome_KeepsTheOrderAndDropsWhatIsVolatile()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        client.PauseReading();
        await host.Server.EmitAsync("one");
        await host.Server.Volatile.EmitAsync("dropped");
        await host.Server.EmitAsync("two");
        client.Received.ShouldBeEmpty();
        host.Server.Sockets.Single().WaitingBytes.ShouldBeGreaterThan(0);
        client.ResumeReading();
        await host.Server.Volatile.EmitAsync("three");

        client.Received.Select(received => received.Name).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task PauseReading_BeyondTheOutbox_IsTooSlow()
    {
        await using var host = Host(services: services => services.AddSocketIO(options => options.OutboxPackets = 16));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        client.PauseReading();
        for (var i = 0; i <= 4 * 16; i++)
            await host.Server.EmitAsync("count", i);

        (await client.WaitForDisconnectAsync(Cancellation)).ShouldBe(new Disconnection("transport close", "too slow"));
    }

    [Fact]
    public async Task Emit_OfWhatIsNotThePacketEncoding_EndsTheConnection()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await host.Server.EmitAsync(EncodedPacket.FromFrame("42[oops"u8.ToArray()), Cancellation);

        var disconnection = await client.WaitForDisconnectAsync(Cancellation);
        (disconnection.Reason, disconnection.Description).ShouldBe(("parse error", "The server sent what is not the protocol: 2[oops"));
        host.Server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Emit_OfAFrameInTwoParts_ArrivesAsOne()
    {
        await using var host = Host();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await host.Server.EmitAsync(EncodedPacket.FromFrame("""42["x",1"""u8.ToArray(), ",2]"u8.ToArray()), Cancellation);

        client.Received.Single().Json.ShouldBe("""["x",1,2]""");
    }

    private SocketIOTestHost Host(
        Action<SocketIOServer>? configure = null, Action<IServiceCollection>? services = null, TimeProvider? time = null) => new(
        io =>
        {
            io.OnConnection(socket => socket.OnDisconnect(_reasons.Add));
            configure?.Invoke(io);
        },
        services,
        time);
}
