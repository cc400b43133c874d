using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Testing.Tests;

public sealed class SocketIOTestHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectAsync_ToTheMainNamespace_GivesTheSocketsId()
    {
        Socket? socket = null;
        await using var host = new SocketIOTestHost(io => io.OnConnection(s => socket = s));

        var client = await host.ConnectAsync(cancellation: Cancellation);

        client.IsConnected.ShouldBeTrue();
        client.Namespace.ShouldBe("/");
        client.Id.ShouldBe(socket.ShouldNotBeNull().Id);
        client.ConnectError.ShouldBeNull();
        client.Disconnection.ShouldBeNull();
        host.Server.ConnectionCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("/chat")]
    [InlineData("chat")]
    public async Task ConnectAsync_ToANamespace_AddsTheSlash(string ns)
    {
        await using var host = new SocketIOTestHost(io => io.Of("/chat"));

        var client = await host.ConnectAsync(ns, cancellation: Cancellation);

        client.Namespace.ShouldBe("/chat");
        host.Server.Of("/chat").Sockets.Single().Id.ShouldBe(client.Id);
    }

    [Fact]
    public async Task ConnectAsync_ANameWithAComma_IsRefusedHere()
    {
        await using var host = new SocketIOTestHost();

        await Should.ThrowAsync<ArgumentException>(() => host.ConnectAsync("/a,b", cancellation: Cancellation));
    }

    [Fact]
    public async Task ConnectAsync_ToAnUnknownNamespace_IsAConnectError()
    {
        await using var host = new SocketIOTestHost();

        var client = await host.ConnectAsync("/nowhere", cancellation: Cancellation);

        client.IsConnected.ShouldBeFalse();
        client.Id.ShouldBeNull();
        client.ConnectError.ShouldBe(new ConnectError("Invalid namespace"));
    }

    [Fact]
    public async Task ConnectAsync_RefusedWithData_GivesBoth()
    {
        await using var host = new SocketIOTestHost(io => io.Use(socket => socket.Auth.GetString("token") == "good"
            ? null
            : ConnectRefusal.With("Not authorized", new { code = "bad-token" })));

        var bad = await host.ConnectAsync(auth: new { token = "bad" }, cancellation: Cancellation);
        var good = await host.ConnectAsync(auth: new { token = "good" }, cancellation: Cancellation);

        good.IsConnected.ShouldBeTrue();
        var error = bad.ConnectError.ShouldNotBeNull();
        error.Message.ShouldBe("Not authorized");
        error.Data.ShouldNotBeNull().GetProperty("code").GetString().ShouldBe("bad-token");
        error.ToString().ShouldBe("""Not authorized {"code":"bad-token"}""");
    }

    [Fact]
    public async Task ConnectAsync_RefusedOnce_ClosesTheConnectionAndMayTryAgain()
    {
        await using var host = new SocketIOTestHost(
            io => io.Use(socket => socket.Auth.GetString("token") == "good" ? null : new ConnectRefusal("no")));
        var client = await host.ConnectAsync(cancellation: Cancellation);
        host.Server.ConnectionCount.ShouldBe(0);

        await client.ReconnectAsync(new { token = "good" }, Cancellation);

        client.IsConnected.ShouldBeTrue();
        client.ConnectError.ShouldBeNull();
        host.Server.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task ConnectAsync_AuthThatIsNoObject_Throws()
    {
        await using var host = new SocketIOTestHost();

        (await Should.ThrowAsync<ArgumentException>(() => host.ConnectAsync(auth: "token", cancellation: Cancellation)))
            .Message.ShouldContain("must be an object");
    }

    [Fact]
    public async Task ConnectAsync_BeyondTheServersSessions_IsAConnectError()
    {
        var told = 0;
        await using var host = new SocketIOTestHost(
            io => io.OnConnectionError(_ => told++), services => services.AddSocketIO(options => options.MaxSessions = 1));
        await host.ConnectAsync(cancellation: Cancellation);

        var second = await host.ConnectAsync(cancellation: Cancellation);

        told.ShouldBe(1);
        second.ConnectError.ShouldNotBeNull().Message.ShouldStartWith("HTTP 503: Forbidden: the server holds as many sessions");
    }

    [Fact]
    public async Task ConnectAsync_ToAServerThatHasClosed_IsAConnectError()
    {
        await using var host = new SocketIOTestHost();
        host.Server.Close();

        var client = await host.ConnectAsync(cancellation: Cancellation);

        client.ConnectError.ShouldNotBeNull().Message.ShouldContain("shutting down");
    }

    [Fact]
    public async Task ConnectAsync_ToAServerThatChecksForEver_TellsWhatItWaitedFor()
    {
        await using var host = new SocketIOTestHost(
            io => io.Use(async _ => await new TaskCompletionSource<ConnectRefusal?>().Task),
            options: new SocketIOTestOptions { WaitTimeout = TimeSpan.FromMilliseconds(20) });

        (await Should.ThrowAsync<SocketIOTestException>(() => host.ConnectAsync(cancellation: Cancellation)))
            .Message.ShouldStartWith("Waited 0.02 s for the server's answer to the CONNECT. The client in / is connecting.");
    }

    [Fact]
    public async Task ConnectAsync_WithARequest_IsTheSocketsHandshake()
    {
        Socket? socket = null;
        await using var host = new SocketIOTestHost(io => io.OnConnection(s => socket = s));
        var request = new SocketIOTestRequest
        {
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Anna")], "test")),
            RemoteAddress = IPAddress.Parse("192.0.2.7"),
            Headers = { ["User-Agent"] = "tests" },
            Query = { ["room"] = "blue & green" },
        };

        await host.ConnectAsync(request: request, cancellation: Cancellation);

        var handshake = socket.ShouldNotBeNull().Handshake;
        handshake.User.Identity.ShouldNotBeNull().Name.ShouldBe("Anna");
        handshake.User.Identity.IsAuthenticated.ShouldBeTrue();
        handshake.RemoteAddress.ShouldBe(request.RemoteAddress);
        handshake.Headers.UserAgent.ToString().ShouldBe("tests");
        handshake.Query["room"].ToString().ShouldBe("blue & green");
        handshake.Query["EIO"].ToString().ShouldBe("4");
    }

    [Fact]
    public async Task Constructor_WithServices_GivesThemToHandlers()
    {
        await using var host = new SocketIOTestHost(services: services => services.AddSingleton(new List<string>()));
        host.Server.OnConnection(socket => socket.On("note", (string text) => host.Services.GetRequiredService<List<string>>().Add(text)));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("note", "hi");

        host.Services.GetRequiredService<List<string>>().ShouldBe(["hi"]);
    }

    [Fact]
    public void Constructor_WithAnOptionOutOfRange_Throws() => Should.Throw<OptionsValidationException>(() =>
        new SocketIOTestHost(services: services => services.AddSocketIO(options => options.MaxSessions = 0)));

    [Fact]
    public void Constructor_OverServicesWithoutAServer_Throws()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => new SocketIOTestHost(services));
    }

    [Fact]
    public async Task DisposeAsync_OfItsOwnServer_EndsClientsAndServer()
    {
        DisconnectReason? reason = null;
        var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.OnDisconnect(r => reason = r)));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await host.DisposeAsync();

        reason.ShouldBe(DisconnectReason.TransportClose);
        client.Disconnection.ShouldNotBeNull().Reason.ShouldBe("transport close");
        host.Server.ConnectionCount.ShouldBe(0);
        (await host.ConnectAsync(cancellation: Cancellation)).ConnectError.ShouldNotBeNull().Message.ShouldContain("shutting down");
    }

    [Fact]
    public async Task DisposeAsync_AfterASilentLoss_EndsTheSessionToo()
    {
        var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await client.LoseConnectionAsync(silently: true);
        host.Server.ConnectionCount.ShouldBe(1);

        await host.DisposeAsync();

        host.Server.ConnectionCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_400_001)]
    public void WaitTimeout_OutOfRange_Throws(int milliseconds) => Should.Throw<ArgumentOutOfRangeException>(
        () => new SocketIOTestOptions { WaitTimeout = TimeSpan.FromMilliseconds(milliseconds) });

    [Fact]
    public void MaxEvents_Zero_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => new SocketIOTestOptions { MaxEvents = 0 });
}
