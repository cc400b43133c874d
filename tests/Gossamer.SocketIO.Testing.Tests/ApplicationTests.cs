using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>Clients of an application's own server, beside those that come over the network.</summary>
public sealed class ApplicationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectAsync_ToAnApplicationUnderTestServer_IsServedByIt()
    {
        await using var app = await StartAsync();
        await using var host = new SocketIOTestHost(app.Services);

        var client = await host.ConnectAsync("/greetings", cancellation: Cancellation);

        (await client.EmitWithAckAsync<string>("hello", "Anna")).ShouldBe("Good morning, Anna!");
        host.Server.ShouldBeSameAs(app.Services.GetRequiredService<SocketIOServer>());
    }

    [Fact]
    public async Task DisposeAsync_LeavesTheApplicationAlone()
    {
        await using var app = await StartAsync();
        await using (var first = new SocketIOTestHost(app.Services))
            await first.ConnectAsync("/greetings", cancellation: Cancellation);

        await using var second = new SocketIOTestHost(app.Services);
        second.Server.ConnectionCount.ShouldBe(0);
        (await second.ConnectAsync("/greetings", cancellation: Cancellation)).IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task StopAsync_OfTheApplication_IsToldToItsClients()
    {
        await using var app = await StartAsync();
        await using var host = new SocketIOTestHost(app.Services);
        var client = await host.ConnectAsync("/greetings", cancellation: Cancellation);

        await app.StopAsync(Cancellation);

        (await client.WaitForDisconnectAsync(Cancellation)).ShouldBe(new Disconnection("transport close", "server shutting down"));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSocketIO();
        builder.Services.AddKeyedSingleton("greeting", "Good morning");
        var app = builder.Build();
        app.MapSocketIO();
        app.Services.GetRequiredService<SocketIOServer>().Of("/greetings").OnConnection(socket => socket.On(
            "hello", (string name) => $"{app.Services.GetRequiredKeyedService<string>("greeting")}, {name}!"));
        await app.StartAsync(Cancellation);
        return app;
    }
}
