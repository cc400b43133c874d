using System.Collections.Concurrent;
using System.Text;

namespace Gossamer.SocketIO.Tests.Api;

public sealed class OutgoingTests
{
    [Fact]
    public async Task OnAnyOutgoing_EventsOfAllKinds_AreSeenAsTheClientGetsThem()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var seen = new ConcurrentQueue<string>();
        using var first = socket.OnAnyOutgoing(
            e => seen.Enqueue($"{e.Name} {Encoding.UTF8.GetString(e.Payload.Span)} {e.Attachments.Count}"));

        await socket.EmitAsync("one", 1);
        await server.IO.EmitAsync("all", "x", new byte[] { 1, 2 });
        (await client.NextAsync()).ShouldBe("2[\"one\",1]");
        (await client.NextAsync()).ShouldStartWith("51-");
        await client.NextBinaryAsync();
        await socket.Volatile.EmitAsync("volatile"); // nothing waits, so that it is sent
        var answer = socket.EmitWithAckAsync<int>("ask", cancellation: ApiServer.Cancelled);
        await socket.EmitAsync(EncodedPacket.FromFrame("42[\"parts\""u8.ToArray(), ",7]"u8.ToArray()), ApiServer.Cancelled);
        await client.SendAsync("31[5]");
        (await answer).Value.ShouldBe(5);

        seen.ShouldBe([
            "one [\"one\",1] 0",
            "all [\"all\",\"x\",{\"_placeholder\":true,\"num\":0}] 1",
            "volatile [\"volatile\"] 0",
            "ask [\"ask\"] 0",
            "parts [\"parts\",7] 0"]);
    }

    [Fact]
    public async Task OnAnyOutgoing_AcksAndOthersEvents_AreNotSeen()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.OnConnection(Connection.AnswerNothingMore);
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var other = await server.JoinAsync();
        var seen = new ConcurrentQueue<string>();
        using var first = socket.OnAnyOutgoing(e => seen.Enqueue(e.Name));
        await server.IO.Except(socket.Id).EmitAsync("to the other");
        (await other.NextAsync()).ShouldBe("2[\"to the other\"]");
        await client.ShouldHaveNothingAsync();
        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task OnAnyOutgoing_SeveralHandlers_RunInOrderUntilTakenBack()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var seen = new ConcurrentQueue<string>();
        using var second = socket.OnAnyOutgoing(_ => seen.Enqueue("second"));
        var first = socket.PrependAnyOutgoing(_ => seen.Enqueue("first"));
        using var bad = socket.PrependAnyOutgoing(_ => throw new InvalidOperationException("on purpose"));
        await socket.EmitAsync("x");
        first.Dispose();
        await socket.EmitAsync("x");
        seen.ShouldBe(["first", "second", "second"]);
        server.Errors.Count.ShouldBe(2);
        server.Errors.Clear();
    }

    [Fact]
    public async Task OnAnyOutgoing_OneHandlerTwice_IsRemovedOnceByEach()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var seen = 0;
        Action<EventMessage> handler = _ => seen++;
        using var first = socket.OnAnyOutgoing(handler);
        var second = socket.OnAnyOutgoing(handler);
        await socket.EmitAsync("x");
        second.Dispose();
        second.Dispose();
        await socket.EmitAsync("x");
        seen.ShouldBe(2 + 1);
    }

    [Fact]
    public async Task EventNames_OfHandlers_AreEachOnce()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        socket.On("b", (int _) => { });
        socket.On("a", () => { });
        var again = socket.On("b", (EventMessage _) => { });
        socket.OnAny((EventMessage _) => { });
        socket.EventNames.ShouldBe(["b", "a"]);
        socket.Off("b");
        socket.EventNames.ShouldBe(["a"]);
        again.Dispose();
    }
}
