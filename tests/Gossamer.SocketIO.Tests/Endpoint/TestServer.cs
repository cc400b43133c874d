using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>
/// A real Kestrel on a port of its own, with a Socket.IO server whose clock stands still. On "message" a socket answers
/// "message-back" with the same arguments, on "message-with-ack" it acks with them, on "leave" it disconnects.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ErrorLog _log;

    private TestServer(WebApplication app, ErrorLog log, TestTime time)
    {
        _app = app;
        _log = log;
        Time = time;
        Io = app.Services.GetRequiredService<SocketIOServer>();
        Io.OnConnection(Welcome);
    }

    public SocketIOServer Io { get; }

    public TestTime Time { get; }

    public Uri Address { get; private set; } = new("http://localhost");

    public HttpClient Http { get; private set; } = new();

    /// <summary>Every socket that has connected.</summary>
    public ConcurrentQueue<Socket> Sockets { get; } = new();

    /// <summary>Why sockets went, in order.</summary>
    public ConcurrentQueue<string> Reasons { get; } = new();

    /// <summary>The arguments of every "note" event, in order.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    /// <summary>What a "wait" event waits for.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A handler of "wait" has begun.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is logged here fails the test.</summary>
    public ConcurrentQueue<string> Errors => _log.Errors;

    public static async Task<TestServer> StartAsync(
        Action<SocketIOOptions>? options = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? use = null,
        Action<IEndpointConventionBuilder>? map = null,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var log = new ErrorLog();
        var time = new TestTime();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseSocketIO();
        }));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSocketIO(o =>
        {
            o.PingTimeoutV3 = o.PingTimeout; // so that a test need not ask which protocol it is
            options?.Invoke(o);
        });
        build?.Invoke(builder);
        var app = builder.Build();
        use?.Invoke(app);
        var endpoint = app.MapSocketIO();
        map?.Invoke(endpoint);

        var server = new TestServer(app, log, time);
        await app.StartAsync();
        server.Address = new Uri(app.Urls.Single());
        server.Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address,
            Timeout = Patience.Limit };
        return server;
    }

    public Uri Url(string query) => new(Address, "/socket.io/?" + query);

    public PollingClient Polling(int eio = 4, string more = "") => new(this, eio, more);

    public Task<WebSocketClient> WebSocketAsync(string query = "EIO=4&transport=websocket") => WebSocketClient.ConnectAsync(Url(query));

    /// <summary>A client that has joined the main namespace.</summary>
    public async Task<WebSocketClient> JoinAsync(int eio = 4)
    {
        var before = Sockets.Count;
        var client = await WebSocketAsync($"EIO={eio}&transport=websocket");
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        if (eio == 4)
            await client.SendAsync("40");
        (await client.ReceiveAsync()).ShouldStartWith("40");
        await Patience.UntilAsync(() => Sockets.Count > before, "the socket is connected"); // its handlers begin after it is told
        return client;
    }

    public Task StopAsync() => _app.StopAsync().Soon();

    /// <summary>No session lives, and what ended with it has said why.</summary>
    public Task UntilEmptyAsync() =>
        Patience.UntilAsync(() => Io.ConnectionCount == 0 && Reasons.Count == Sockets.Count, "no session lives");

    public async ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        Http.Dispose();
        await _app.DisposeAsync().AsTask().Soon();
        Errors.ShouldBeEmpty();
    }

    private ValueTask Welcome(Socket socket)
    {
        Sockets.Enqueue(socket);
        socket.OnDisconnect(reason => Reasons.Enqueue(reason.ToString()));
        socket.On("message", (EventMessage message) =>
        {
            socket.Send(EncodedPacket.Event(Rename(message)));
            return ValueTask.CompletedTask;
        });
        socket.On("message-with-ack", (EventMessage message) =>
        {
            message.Ack.SendJson(Arguments(message));
            return ValueTask.CompletedTask;
        });
        socket.On("note", (EventMessage message) =>
        {
            Notes.Enqueue(System.Text.Encoding.UTF8.GetString(Arguments(message)));
            return ValueTask.CompletedTask;
        });
        socket.On("wait", (EventMessage _) =>
        {
            Waiting.TrySetResult();
            return new ValueTask(Gate.Task);
        });
        socket.On("leave", (EventMessage _) =>
        {
            socket.Disconnect(close: true);
            return ValueTask.CompletedTask;
        });
        return ValueTask.CompletedTask;
    }

    private static byte[] Rename(EventMessage message) => [.. "[\"message-back\""u8, .. AfterName(message)];

    private static byte[] Arguments(EventMessage message)
    {
        var rest = AfterName(message);
        return [(byte)'[', .. rest[(rest[0] == ',' ? 1 : 0)..]];
    }

    private static ReadOnlySpan<byte> AfterName(EventMessage message)
    {
        var reader = new Utf8JsonReader(message.Payload.Span);
        reader.Read();
        reader.Read();
        return message.Payload.Span[(int)reader.BytesConsumed..];
    }
}
