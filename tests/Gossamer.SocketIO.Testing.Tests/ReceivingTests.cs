namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>Events to a client, waiting for them, and the client's handlers.</summary>
public sealed class ReceivingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SocketIOTestOptions Impatient => new() { WaitTimeout = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task WaitForAsync_OfEventsThatAreThere_GivesEachOnce()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await host.Server.EmitAsync("message", "one", 1);
        await host.Server.EmitAsync("other");
        await host.Server.EmitAsync("message", "two", 2);

        var first = await client.WaitForAsync("message", cancellation: Cancellation);
        var second = await client.WaitForAsync("message", cancellation: Cancellation);

        (first.Name, first.Count, first.Get<string>(0), first.Get<int>(1)).ShouldBe(("message", 2, "one", 1));
        second.Get<string>().ShouldBe("two");
        client.Received.Select(received => received.Name).ShouldBe(["message", "other", "message"]);
        (await client.WaitForAsync("other", cancellation: Cancellation)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task WaitForAsync_OfAnEventToCome_EndsWithIt()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var waiting = client.WaitForAsync("message", cancellation: Cancellation);
        await host.Server.EmitAsync("other");
        waiting.IsCompleted.ShouldBeFalse();
        await host.Server.EmitAsync("message", "hi");

        (await waiting).Get<string>().ShouldBe("hi");
    }

    [Fact]
    public async Task WaitForAsync_Matching_LeavesTheOthers()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        for (var i = 1; i <= 3; i++)
            await host.Server.EmitAsync("count", i);

        var even = await client.WaitForAsync("count", received => received.Get<int>() % 2 == 0, Cancellation);
        var next = await client.WaitForAsync("count", cancellation: Cancellation);
        var last = await client.WaitForAsync("count", cancellation: Cancellation);

        (even.Get<int>(), next.Get<int>(), last.Get<int>()).ShouldBe((2, 1, 3));
    }

    [Fact]
    public async Task WaitForAsync_OfWhatDoesNotCome_TellsWhatDid()
    {
        await using var host = new SocketIOTestHost(options: Impatient);
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await host.Server.EmitAsync("welcome", new { id = 1 });
        await host.Server.EmitAsync("news");
        await client.WaitForAsync("news", cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.WaitForAsync("message", cancellation: Cancellation))).Message.ShouldBe(
            $$"""
            Waited 0.02 s for the event "message". The client {{client.Id}} in / is connected. Arrived: 2 events
              ["welcome",{"id":1}]
              ["news"]  (given out)
            """);
    }

    [Fact]
    public async Task WaitForAsync_WhenAHandlerOfTheServerThrew_TellsWhatItLogged()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("x", () => throw new InvalidOperationException("the reason"))), options: Impatient);
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await client.EmitAsync("x");

        (await Should.ThrowAsync<SocketIOTestException>(() => client.WaitForAsync("message", cancellation: Cancellation)))
            .Message.ShouldContain("No event has arrived.\nThe server logged:\n  Error: ");
    }

    [Fact]
    public async Task WaitForAsync_Cancelled_EndsWithThat()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        using var cancelled = new CancellationTokenSource();

        var waiting = client.WaitForAsync("message", cancellation: cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitForAsync_WhenTheServerDisconnects_FailsAtOnceUnlessItIsThere()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var waiting = client.WaitForAsync("message", cancellation: Cancellation);

        await host.Server.EmitAsync("last");
        host.Server.DisconnectSockets();

        (await Should.ThrowAsync<SocketIOTestException>(() => waiting)).Message.ShouldContain(
            "which cannot come any more. The client in / is disconnected: io server disconnect. Arrived: 1 events\n  [\"last\"]");
        (await client.WaitForAsync("last", cancellation: Cancellation)).Name.ShouldBe("last");
    }

    [Fact]
    public async Task Received_BeyondTheBound_ForgetsTheOldest()
    {
        await using var host = new SocketIOTestHost(
            options: new SocketIOTestOptions { MaxEvents = 2, WaitTimeout = TimeSpan.FromMilliseconds(20) });
        var client = await host.ConnectAsync(cancellation: Cancellation);
        for (var i = 1; i <= 5; i++)
            await host.Server.EmitAsync("count", i);

        client.Received.Select(received => received.Get<int>()).ShouldBe([4, 5]);
        (await Should.ThrowAsync<SocketIOTestException>(() => client.WaitForAsync("x", cancellation: Cancellation)))
            .Message.ShouldContain("Arrived: 5 events");
    }

    [Fact]
    public async Task Received_AfterAnAnswer_HasAllThatTheHandlerSentToAnybody()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket =>
        {
            socket.On("join", (string room) => socket.Join(room));
            socket.On("say", async (string room, string text) =>
            {
                await Task.Yield();
                await socket.To(room).EmitAsync("said", text);
            });
        }));
        var anna = await host.ConnectAsync(cancellation: Cancellation);
        var billy = await host.ConnectAsync(cancellation: Cancellation);
        var carla = await host.ConnectAsync(cancellation: Cancellation);
        await anna.EmitAsync("join", "blue");
        await billy.EmitAsync("join", "blue");

        await anna.EmitWithAckAsync("say", "blue", "hi");

        billy.Received.Single().Get<string>().ShouldBe("hi");
        anna.Received.ShouldBeEmpty();
        carla.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_WhatIsNotThere_ShowsTheEvent()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await host.Server.EmitAsync("message", "hi");
        var message = await client.WaitForAsync("message", cancellation: Cancellation);

        Should.Throw<SocketIOTestException>(() => message.Get<string>(1)).Message
            .ShouldBe("""the event ["message","hi"] has 1 arguments, and none at 1.""");
        Should.Throw<SocketIOTestException>(() => message.Get<int>()).Message
            .ShouldStartWith("""Argument 0 of the event ["message","hi"] cannot be read as System.Int32""");
    }

    [Fact]
    public async Task On_WithAnAnswer_AnswersTheServer()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        client.On("double", received => received.Get<int>() * 2);
        client.On("later", async received =>
        {
            await Task.Yield();
            return received.Get<string>() + "!";
        });
        client.On("bytes", _ => new byte[] { 1, 2 });
        var socket = host.Server.Sockets.Single();

        (await socket.EmitWithAckAsync<int>("double", 4, cancellation: Cancellation)).Value.ShouldBe(8);
        (await socket.EmitWithAckAsync<string>("later", "hi", cancellation: Cancellation)).Value.ShouldBe("hi!");
        (await socket.EmitWithAckAsync<byte[]>("bytes", cancellation: Cancellation)).Value.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task On_TakenBack_HandlesNoMore()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var (other, came) = (new TaskCompletionSource(), new List<int>());
        var handler = client.On("count", received => came.Add(received.Get<int>()));
        client.On("end", received => other.SetResult());

        await host.Server.EmitAsync("count", 1);
        handler.Dispose();
        await host.Server.EmitAsync("count", 2);
        await host.Server.EmitAsync("end");
        await other.Task;

        came.ShouldBe([1]);
    }

    [Fact]
    public async Task AckAsync_OfAnEventThatWasAwaited_AnswersOnce()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var asking = host.Server.Sockets.Single().EmitWithAckAsync<string>("question", cancellation: Cancellation);
        var question = await client.WaitForAsync("question", cancellation: Cancellation);
        question.WantsAck.ShouldBeTrue();
        await question.AckAsync("yes");
        await question.AckAsync("no");

        (await asking).Value.ShouldBe("yes");
        await host.Server.EmitAsync("statement");
        var statement = await client.WaitForAsync("statement", cancellation: Cancellation);
        statement.WantsAck.ShouldBeFalse();
        await statement.AckAsync("pardon?");
        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task On_AHandlerThatThrows_FailsTheNextWait()
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        client.On("x", received => received.Get<int>().ShouldBe(2));

        await host.Server.EmitAsync("x", 1);

        var thrown = await Should.ThrowAsync<SocketIOTestException>(() => client.WaitForAsync("other", cancellation: Cancellation));
        thrown.Message.ShouldStartWith("A handler of a test client's threw: ");
        thrown.InnerException.ShouldBeOfType<ShouldAssertException>();
    }

    [Fact]
    public async Task On_AHandlerThatThrowsAndNobodyWaits_FailsTheHostsEnd()
    {
        var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);
        client.On("x", void (_) => throw new InvalidOperationException("the reason"));
        var handled = new TaskCompletionSource();
        client.On("x", _ => handled.SetResult());

        await host.Server.EmitAsync("x");
        await handled.Task;

        (await Should.ThrowAsync<SocketIOTestException>(async () => await host.DisposeAsync()))
            .InnerException.ShouldNotBeNull().Message.ShouldBe("the reason");
    }
}
