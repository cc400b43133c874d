using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;

namespace Gossamer.SocketIO.Tests.Api;

public sealed class SocketTests
{
    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task Handshake_OfTheConnection_TellsOfItsRequest(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync(pipeline: app =>
        {
            app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", context.Request.Headers["X-Name"].ToString())]));
                return next(context);
            });
            app.MapSocketIO();
        });
        var client = await server.OpenAsync(dialect, "&room=7&room=8", o => o.WebSocket.Options.SetRequestHeader("X-Name", "Zoe"));
        await client.JoinAsync();

        var handshake = server.IO.Sockets.Single().Handshake;
        handshake.Headers["X-Name"].ToString().ShouldBe("Zoe");
        handshake.Query["room"].ToArray().ShouldBe(["7", "8"]);
        handshake.Query["EIO"].ToString().ShouldBe($"{dialect.Revision}");
        handshake.RemoteAddress.ShouldBe(IPAddress.Loopback);
        handshake.User.FindFirst("name")!.Value.ShouldBe("Zoe");
        handshake.Time.ShouldBe(server.Time.GetUtcNow());
    }

    [Fact]
    public async Task Handshake_OfPolling_OutlivesItsRequest()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync(Dialect.Polling); // several requests later, over the same connection
        var handshake = server.IO.Sockets.Single().Handshake;

        handshake.Headers.Host.ToString().ShouldBe(server.Url.Authority);
        handshake.Query["transport"].ToString().ShouldBe("polling");
        handshake.Query.ContainsKey("sid").ShouldBeFalse();
        handshake.RemoteAddress.ShouldBe(IPAddress.Loopback);
    }

    [Fact]
    public async Task State_OfTheSocket_IsTheApplications()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Use(socket =>
            {
                socket.Data = "set by a check";
                return (ConnectRefusal?)null;
            });
            io.OnConnection(socket => socket.On("x", () => (string?)socket.Data));
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x"]""")).ShouldBe("""["set by a check"]""");
    }

    [Theory]
    [InlineData("transport close", 4, false)]
    [InlineData("transport close", 4, true)]
    [InlineData("transport close", 3, true)]
    [InlineData("client namespace disconnect", 4, false)]
    [InlineData("client namespace disconnect", 3, true)]
    [InlineData("server namespace disconnect", 4, false)]
    [InlineData("server namespace disconnect", 3, true)]
    [InlineData("parse error", 4, false)]
    [InlineData("parse error", 3, true)]
    [InlineData("ping timeout", 4, false)]
    [InlineData("ping timeout", 3, true)]
    [InlineData("server shutting down", 4, false)]
    [InlineData("server shutting down", 3, true)]
    [InlineData("forced server close", 4, false)]
    [InlineData("transport error", 4, true)]
    public async Task Disconnect_ForAnyReason_TellsItInSocketIOsWords(string reason, int revision, bool polls)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of("/other"));
        var client = await server.JoinAsync(new Dialect(revision, polls));
        var socket = server.IO.Sockets.Single();
        var gone = socket.Gone();
        var token = socket.Disconnected;
        token.IsCancellationRequested.ShouldBeFalse();

        switch (reason)
        {
            case "transport close":
                await client.CloseAsync();
                break;
            case "client namespace disconnect":
                await client.SendAsync("1");
                break;
            case "server namespace disconnect":
                socket.Disconnect();
                break;
            case "parse error":
                await client.SendAsync("""2{"not":"an array"}""");
                break;
            case "ping timeout":
                (client as PollingConnection)?.EndAfterPoll();
                socket = null;
                server.Time.Advance(TimeSpan.FromSeconds(46)); // at once: nothing that the client says between two steps excuses it
                break;
            case "server shutting down":
                _ = server.App.StopAsync(ApiServer.Cancelled);
                break;
            case "forced server close":
                await client.SendAsync("0"); // of what it has joined already
                break;
            default:
                using (var http = new HttpClient())
                    await http.GetAsync(new Uri(server.Url, $"/socket.io/?EIO=4&transport=polling&sid={client.SessionId}"),
                        ApiServer.Cancelled);
                break;
        }

        (await gone).ToString().ShouldBe(reason);
        await Eventually.TrueAsync(() => token.IsCancellationRequested);
    }

    [Fact]
    public async Task Disconnect_OfANamespace_TellsTheClientAndLeavesTheRest()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.OnConnection(Connection.AnswerNothingMore);
            io.Of("/other");
        });
        var client = await server.JoinAsync();
        await client.JoinAsync("/other");

        var socket = server.IO.Of("/other").Sockets.Single();
        await socket.EmitAsync("last words");
        socket.Disconnect();
        socket.Disconnect();
        await socket.EmitAsync("too late");

        (await client.NextAsync()).ShouldBe("""2/other,["last words"]""");
        (await client.NextAsync()).ShouldBe("1/other,");
        await client.ShouldHaveNothingAsync();
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Disconnect_WithClose_TellsEveryNamespaceAndCloses(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of("/other"));
        var client = await server.OpenAsync(dialect);
        await client.JoinAsync();
        await client.JoinAsync("/other");
        var other = server.IO.Of("/other").Sockets.Single().Gone();

        var socket = server.IO.Sockets.Single();
        await socket.EmitAsync("last words");
        socket.Disconnect(close: true);

        (await client.NextAsync()).ShouldBe("""2["last words"]""");
        string[] farewells = [await client.NextAsync(), await client.NextAsync()];
        farewells.Order(StringComparer.Ordinal).ShouldBe(["1", "1/other,"]);
        await client.Closed;
        (await other).ShouldBe(DisconnectReason.ServerNamespaceDisconnect);
    }

    [Fact]
    public async Task OnDisconnect_OfEveryShape_RunsOnce()
    {
        var ran = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var last = new TaskCompletionSource();
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        socket.OnDisconnect(reason => ran.Enqueue("sync " + reason));
        socket.OnDisconnect(_ => Run("task"));
        socket.OnDisconnect(_ => new ValueTask(Run("value task")));
        socket.OnDisconnect(async _ =>
        {
            await Task.Yield();
            ran.Enqueue("async");
            last.SetResult();
        });

        socket.Disconnect();
        await last.Task;
        socket.OnDisconnect(reason => ran.Enqueue("late " + reason));

        ran.ShouldBe(
            [
                "sync server namespace disconnect", "task", "value task", "async", "late server namespace disconnect",
            ]);

        Task Run(string name)
        {
            ran.Enqueue(name);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task OnDisconnect_ThatThrows_IsLoggedAndKeepsNothingFromTheOthers()
    {
        var ran = new TaskCompletionSource();
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        socket.Join("red");
        socket.Disconnected.Register(() => throw new InvalidOperationException("token"));
        socket.OnDisconnect((DisconnectReason _) => throw new InvalidOperationException("sync"));
        socket.OnDisconnect(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("async");
        });
        socket.OnDisconnect(_ => ran.SetResult());

        socket.Disconnect();

        await ran.Task;
        server.IO.Main.Adapter.Rooms.ShouldBeEmpty();
        await Eventually.TrueAsync(() => server.Errors.Count == 3);
        server.Errors.Select(e => e!.GetBaseException().Message).Order(StringComparer.Ordinal).ShouldBe(["async", "sync", "token"]);
    }

    [Fact]
    public async Task Disconnected_OnceTheSocketIsGone_IsCancelledFromTheStart()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        socket.Disconnect();

        socket.Disconnected.IsCancellationRequested.ShouldBeTrue();
        socket.Connected.ShouldBeFalse();
    }
}
