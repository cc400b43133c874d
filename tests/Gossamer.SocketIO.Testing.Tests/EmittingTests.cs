using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Testing.Tests;

/// <summary>Events from a client, and the server's answers.</summary>
public sealed class EmittingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmitAsync_ToAHandlerThatAwaitsNothing_EndsWhenItHasRun()
    {
        var came = new List<string>();
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("note", (string text, int number) => came.Add(text + number))));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("note", "a", 1);
        await client.EmitAsync("note", "b", 2);

        came.ShouldBe(["a1", "b2"]);
    }

    public static TheoryData<object?[]?, string> Spreads => new()
    {
        { [], """["x"]""" },
        { null, """["x",null]""" },
        { [null, 1, "two", true], """["x",null,1,"two",true]""" },
        { new string[] { "a", "b" }, """["x",["a","b"]]""" },
        { [new { name = "cat" }, new[] { 1, 2 }], """["x",{"name":"cat"},[1,2]]""" },
    };

    [Theory]
    [MemberData(nameof(Spreads), DisableDiscoveryEnumeration = true)]
    public async Task EmitAsync_Arguments_AreWrittenAsWhatTheyAre(object?[]? arguments, string expected)
    {
        var came = "";
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On("x", message =>
            came = System.Text.Encoding.UTF8.GetString(message.Payload.Span))));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("x", arguments);

        came.ShouldBe(expected);
    }

    [Fact]
    public async Task EmitAsync_Bytes_AreAttachmentsBothWays()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On(
            "upload", (string name, byte[] content) => socket.EmitAsync("stored", new { name, copy = content }, content.Length))));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("upload", "cat", new byte[] { 1, 2, 3 });

        var stored = await client.WaitForAsync("stored", cancellation: Cancellation);
        stored.Json.ShouldBe("""["stored",{"name":"cat","copy":{"_placeholder":true,"num":0}},3]""");
        stored.Get<Upload>().Copy.ShouldBe([1, 2, 3]);
        stored.Get<int>(1).ShouldBe(3);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("disconnect")]
    [InlineData("connect_error")]
    public async Task EmitAsync_AReservedName_Throws(string name)
    {
        await using var host = new SocketIOTestHost();
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await Should.ThrowAsync<ArgumentException>(() => client.EmitAsync(name));
    }

    [Fact]
    public async Task EmitAsync_AfterARefusal_TellsIt()
    {
        await using var host = new SocketIOTestHost(io => io.Use(_ => new ConnectRefusal("no")));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.EmitAsync("x"))).Message
            .ShouldBe("The client in / was refused: no; it cannot emit.");
    }

    [Fact]
    public async Task EmitAsync_MoreThanThePayload_EndsTheConnectionAsOnTheWire()
    {
        DisconnectReason? reason = null;
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.OnDisconnect(r => reason = r)),
            services => services.AddSocketIO(options => options.MaxPayload = 64));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("x", new string('a', 64));

        reason.ShouldBe(DisconnectReason.PayloadTooLarge);
        client.Disconnection.ShouldBe(new Disconnection("transport close", "payload too large"));
    }

    [Fact]
    public async Task EmitAsync_WhenTheServerLetsItWait_TellsWhatItWaitedFor()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("slow", async () => await Task.Delay(Timeout.Infinite, Cancellation))),
            services => services.AddSocketIO(options => options.MaxWaitingEvents = 1),
            options: new SocketIOTestOptions { WaitTimeout = TimeSpan.FromMilliseconds(20) });
        var client = await host.ConnectAsync(cancellation: Cancellation);
        await client.EmitAsync("slow");

        var emitting = async () =>
        {
            for (var i = 0; i < 5; i++)
                await client.EmitAsync("slow");
        };

        (await emitting.ShouldThrowAsync<SocketIOTestException>()).Message
            .ShouldContain("Waited 0.02 s for the server to read what the client sent.");
    }

    [Fact]
    public async Task EmitAsync_UnawaitedBeyondTheBound_Throws()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("slow", async () => await Task.Delay(Timeout.Infinite, Cancellation))),
            services => services.AddSocketIO(options => options.MaxWaitingEvents = 1),
            options: new SocketIOTestOptions { MaxEvents = 2 });
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var emitting = () =>
        {
            for (var i = 0; i < 10; i++)
                _ = client.EmitAsync("slow");
        };

        emitting.ShouldThrow<SocketIOTestException>().Message.ShouldStartWith("2 packets of the client wait");
    }

    [Fact]
    public async Task EmitAsync_WhatAHandlerKeptOfTheReceiveBuffer_IsOverwritten()
    {
        ReadOnlyMemory<byte> kept = default;
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On(
            "x", (EventMessage message, ref Utf8JsonReader arguments) =>
            {
                kept = message.Payload;
                return ValueTask.CompletedTask;
            })));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        await client.EmitAsync("x", "secret");

        kept.Span.IndexOfAnyExcept((byte)'x').ShouldBe(-1);
    }

    [Fact]
    public async Task EmitAsync_UnderASynchronizationContext_RunsHandlersWithoutIt()
    {
        var (atFirst, context) = (true, new SynchronizationContext());
        SynchronizationContext? seen = context;
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("x", () => (atFirst, seen) = (false, SynchronizationContext.Current))));
        var client = await host.ConnectAsync(cancellation: Cancellation);
        var before = SynchronizationContext.Current;

        SynchronizationContext.SetSynchronizationContext(context);
        var emitting = client.EmitAsync("x");
        var after = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(before);
        await emitting;

        (atFirst, seen).ShouldBe((false, null));
        after.ShouldBeSameAs(context);
    }

    [Fact]
    public async Task EmitWithAckAsync_Typed_GivesTheAnswer()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket =>
        {
            socket.On("add", (int a, int b) => a + b);
            socket.On("load", async (string name) =>
            {
                await Task.Yield();
                return new Upload(name, [7]);
            });
        }));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await client.EmitWithAckAsync<int>("add", 1, 2)).ShouldBe(3);
        var loaded = await client.EmitWithAckAsync<Upload>("load", "cat");
        (loaded.Name, loaded.Copy.Single()).ShouldBe(("cat", (byte)7));
    }

    [Fact]
    public async Task EmitWithAckAsync_SeveralArguments_AreAllThere()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("x", message => message.Ack.Send("first", 2))));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var answer = await client.EmitWithAckAsync("x");

        answer.Count.ShouldBe(2);
        (answer.Get<string>(), answer.Get<int>(1), answer.Error).ShouldBe(("first", 2, null));
    }

    [Fact]
    public async Task EmitWithAckAsync_OfAHandlerThatThrows_IsAnErrorAndTellsWhatWasLogged()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On(
            "fail", Upload () => throw new InvalidOperationException("the reason"))));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await client.EmitWithAckAsync("fail")).Error.ShouldNotBeNull().Code.ShouldBe("internal");
        var thrown = await Should.ThrowAsync<SocketIOTestException>(() => client.EmitWithAckAsync<Upload>("fail"));
        thrown.Message.ShouldStartWith("The server refused \"fail\": internal: ");
        thrown.Message.ShouldContain("System.InvalidOperationException: the reason");
    }

    [Fact]
    public async Task EmitWithAckAsync_AnotherTypeThanTheAnswers_ShowsTheAnswer()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On("x", () => "text")));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.EmitWithAckAsync<int>("x"))).Message
            .ShouldStartWith("""Argument 0 of the answer ["text"] cannot be read as System.Int32""");
    }

    [Fact]
    public async Task EmitWithAckAsync_DisconnectedMeanwhile_FailsAtOnce()
    {
        await using var host = new SocketIOTestHost(
            io => io.OnConnection(socket => socket.On("x", (EventMessage _) => socket.Disconnect())));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.EmitWithAckAsync("x"))).Message
            .ShouldContain("which cannot come any more. The client in / is disconnected: io server disconnect.");
    }

    [Fact]
    public async Task EmitWithAckAsync_WithoutAnAnswer_TellsWhatItWaitedFor()
    {
        await using var host = new SocketIOTestHost(options: new SocketIOTestOptions { WaitTimeout = TimeSpan.FromMilliseconds(20) });
        var client = await host.ConnectAsync(cancellation: Cancellation);

        (await Should.ThrowAsync<SocketIOTestException>(() => client.EmitWithAckAsync("nobody"))).Message
            .ShouldStartWith("Waited 0.02 s for the answer to \"nobody\". ");
    }

    private sealed record Upload(string Name, byte[] Copy);
}
