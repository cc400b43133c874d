using System.Collections.Concurrent;
using System.Diagnostics;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Diagnostics;

public sealed class ActivityTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly string _namespace = "/" + Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public ActivityTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Gossamer.SocketIO",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("rpc.service") as string == _namespace)
                    _stopped.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData($$"""{"traceparent":"{{Parent}}"}""", "", Trace)]
    [InlineData("", Parent, Trace)]
    [InlineData("""{"traceparent":"nonsense"}""", "", null)]
    [InlineData("", "", null)]
    public async Task Connect_WithATraceOfTheClient_IsPartOfIt(string auth, string header, string? trace)
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.Of(_namespace);
        var client = await server.OpenAsync(Dialect.WebSocket, "", options =>
        {
            if (header.Length > 0)
                options.WebSocket.Options.SetRequestHeader("traceparent", header);
        });
        (await client.JoinAsync(_namespace, auth)).ShouldStartWith("0" + _namespace);

        var connect = await NextAsync();
        (connect.OperationName, connect.DisplayName, connect.Kind)
            .ShouldBe(("Gossamer.SocketIO.Connect", _namespace + " connect", ActivityKind.Server));
        connect.Status.ShouldBe(ActivityStatusCode.Unset);
        if (trace is null)
            connect.ParentSpanId.ShouldBe(default);
        else
            (connect.TraceId.ToHexString(), connect.ParentSpanId.ToHexString()).ShouldBe((trace, "b7ad6b7169203331"));
    }

    [Fact]
    public async Task Connect_Refused_IsAnError()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.Of(_namespace).Use(_ => new ConnectRefusal("no"));
        var client = await server.OpenAsync(Dialect.WebSocket);
        (await client.JoinAsync(_namespace)).ShouldStartWith("4");
        var connect = await NextAsync();
        (connect.Status, connect.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "refused"));
    }

    [Fact]
    public async Task Event_Handled_IsATraceOfItsOwnLinkedWithTheConnect()
    {
        await using var server = await ApiServer.StartAsync();
        Activity? inHandler = null;
        server.IO.Of(_namespace).OnConnection(socket => socket.On("hello", (int _) => inHandler = Activity.Current));
        var client = await server.JoinAsync(_namespace);
        var connect = await NextAsync();
        await client.SendAsync($"2{_namespace},[\"hello\",1]");
        var handled = await NextAsync();

        (handled.OperationName, handled.DisplayName, handled.Kind)
            .ShouldBe(("Gossamer.SocketIO.Event", _namespace + "/hello", ActivityKind.Server));
        (handled.GetTagItem("rpc.system"), handled.GetTagItem("rpc.method")).ShouldBe(("socketio", "hello"));
        handled.ParentSpanId.ShouldBe(default);
        handled.TraceId.ShouldNotBe(connect.TraceId);
        handled.Links.Single().Context.ShouldBe(connect.Context);
        inHandler.ShouldBeSameAs(handled);
    }

    [Fact]
    public async Task Event_HandlerThrows_RecordsTheException()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.Of(_namespace).OnConnection(socket =>
        {
            socket.OnAny((EventMessage _) => { });
            socket.On("hello", async (int _) =>
            {
                await Task.Yield();
                throw new InvalidOperationException("on purpose");
            });
        });
        var client = await server.JoinAsync(_namespace);
        await NextAsync();
        await client.SendAsync($"2{_namespace},[\"hello\",1]");
        (await NextAsync()).Status.ShouldBe(ActivityStatusCode.Unset); // the handler of every event has an activity of its own
        var handled = await NextAsync();
        (handled.Status, handled.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "System.InvalidOperationException"));
        var recorded = handled.Events.Single();
        recorded.Name.ShouldBe("exception");
        recorded.Tags.Single(tag => tag.Key == "exception.message").Value.ShouldBe("on purpose");
        server.Errors.TryDequeue(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Ack_AnsweredOrNot_IsAnActivityUnderTheOneAroundIt()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.Of(_namespace);
        var client = await server.JoinAsync(_namespace);
        await NextAsync();
        var socket = server.IO.Of(_namespace).Sockets.Single();
        using var around = new Activity("around").Start();

        var asking = socket.EmitWithAckAsync<int>("ask", cancellation: ApiServer.Cancelled);
        await client.NextAsync();
        await client.SendAsync($"3{_namespace},1[5]");
        (await asking).Value.ShouldBe(5);
        var answered = await NextAsync();
        (answered.OperationName, answered.DisplayName, answered.Kind)
            .ShouldBe(("Gossamer.SocketIO.Ack", _namespace + "/ask", ActivityKind.Client));
        (answered.Status, answered.ParentSpanId).ShouldBe((ActivityStatusCode.Unset, around.SpanId));

        asking = socket.EmitWithAckAsync<int>("ask", cancellation: ApiServer.Cancelled);
        client.Abort();
        (await asking).Outcome.ShouldBe(AckOutcome.Disconnected);
        var failed = await NextAsync();
        (failed.Status, failed.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "disconnected"));
    }

    [Fact]
    public async Task Broadcast_ToMany_IsAnActivityUnderTheOneAroundIt()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.Of(_namespace);
        await server.JoinAsync(_namespace);
        await NextAsync();
        using var around = new Activity("around").Start();
        await server.IO.Of(_namespace).EmitAsync("news", 1);
        var broadcast = await NextAsync();
        (broadcast.OperationName, broadcast.DisplayName, broadcast.Kind, broadcast.ParentSpanId)
            .ShouldBe(("Gossamer.SocketIO.Broadcast", _namespace + "/news", ActivityKind.Producer, around.SpanId));
    }

    private async Task<Activity> NextAsync()
    {
        Activity? next = null;
        await Eventually.TrueAsync(() => _stopped.TryDequeue(out next));
        return next!;
    }
}
