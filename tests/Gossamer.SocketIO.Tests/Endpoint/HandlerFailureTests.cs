namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>What the application throws is logged and closes nothing; least of all does it get into a timer or the shutdown.</summary>
public sealed class HandlerFailureTests
{
    [Fact]
    public async Task EventHandler_Throws_IsLoggedAndConnectionLives()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        server.Sockets.Single().On("bad", (EventMessage _) => throw new InvalidOperationException("on purpose"));
        await client.SendAsync("42[\"bad\"]");
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        TakeError(server);
    }

    [Fact]
    public async Task DisconnectHandler_Throws_OthersStillRun()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Sockets.Single().OnDisconnect(_ => throw new InvalidOperationException("on purpose"));
        server.Sockets.Single().OnDisconnect(_ => ran.SetResult());
        await client.SendAsync("1");
        await ran.Task.Soon();
        await server.UntilEmptyAsync();
        TakeError(server);
    }

    /// <summary>The end comes out of the heartbeat's timer: an exception that left would end the process.</summary>
    [Fact]
    public async Task DisconnectedToken_CallbackThrows_IsLogged()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(3);
        var called = false;
        await using var registration = server.Sockets.Single().Disconnected.Register(() =>
        {
            called = true;
            throw new InvalidOperationException("on purpose");
        });
        Should.NotThrow(() => server.Time.Advance(TimeSpan.FromSeconds(45)));
        await Patience.UntilAsync(() => !server.Errors.IsEmpty, "the callback's exception is logged");
        called.ShouldBeTrue();
        server.Reasons.ShouldBe(["ping timeout"]);
        TakeError(server);
    }

    [Fact]
    public async Task ConnectionHandler_Throws_IsLoggedAndConnectionLives()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.OnConnection(_ => throw new InvalidOperationException("on purpose"));
        await using var client = await server.JoinAsync();
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        TakeError(server);
    }

    private static void TakeError(TestServer server)
    {
        server.Errors.TryDequeue(out var error).ShouldBeTrue();
        error!.ShouldContain("on purpose");
        server.Errors.ShouldBeEmpty();
    }
}
