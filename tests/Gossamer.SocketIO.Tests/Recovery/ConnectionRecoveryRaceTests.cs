using System.Text.Json;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Recovery;

/// <summary>Clients that come back before their old connection is known to be dead, or go before they are recovered.</summary>
public sealed class ConnectionRecoveryRaceTests
{
    private readonly ConnectionRecovery _recovery = new();

    [Fact]
    public async Task Recover_WhileTheOldConnectionSeemsAlive_EndsThatOneFirst()
    {
        _recovery.RecoverEverybody(null, "red");
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);
        var auth = AuthOf(await client.JoinAsync());
        var old = server.IO.Sockets.Single();
        old.Join("red");
        var told = new List<string>();
        old.OnDisconnect(reason => told.Add(reason.ToString()));
        old.OnExpired(() => told.Add("expired"));
        server.IO.OnConnection(socket => told.Add("welcome"));

        var back = await server.JoinAsync(auth: auth);

        await client.Closed;
        var socket = server.IO.Sockets.Single();
        socket.ShouldNotBe(old);
        socket.Id.ShouldBe(old.Id);
        server.IO.Main.TryGetSocket(old.Id, out var found).ShouldBeTrue();
        found.ShouldBe(socket);
        await Eventually.TrueAsync(() => told.Count == 3);
        told.ShouldBe(["transport close", "expired", "welcome"]);
        await server.IO.To("red").EmitAsync("x");
        (await back.NextAsync()).ShouldBe("""2["x"]""");
    }

    /// <summary>The newer connection is the client's, whichever answer comes first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Recover_TwiceAtOnce_IsTheNewerConnections(int first)
    {
        var answers = new List<TaskCompletionSource<RecoveredConnection?>>();
        _recovery.Answer = (_, _) =>
        {
            var answer = new TaskCompletionSource<RecoveredConnection?>(TaskCreationOptions.RunContinuationsAsynchronously);
            answers.Add(answer);
            return new ValueTask<RecoveredConnection?>(answer.Task);
        };
        await using var server = await StartAsync();
        const string Auth = """{"pid":"AbcdefghijKLMNOP-_09","offset":"a:7"}""";
        var older = await server.OpenAsync(Dialect.WebSocket);
        await older.SendAsync("0" + Auth);
        await Eventually.TrueAsync(() => answers.Count == 1);
        var newer = await server.OpenAsync(Dialect.WebSocket);
        var reply = newer.JoinAsync(auth: Auth);
        await Eventually.TrueAsync(() => answers.Count == 2);

        answers[first].SetResult(new RecoveredConnection());
        await Eventually.TrueAsync(() => server.IO.Main.Count == 1);
        answers[1 - first].SetResult(new RecoveredConnection());

        (await reply).ShouldStartWith("""0{"sid":""");
        await older.Closed;
        var socket = server.IO.Sockets.Single();

        socket.On("still there?", () => true);
        (await newer.AskAsync("""["still there?"]""")).ShouldBe("[true]");
        server.IO.Sockets.Single().ShouldBe(socket);
    }

    [Fact]
    public async Task Recover_OfAClientThatGoes_IsCancelledAndLeavesNothing()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _recovery.Answer = async (_, cancellation) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                cancelled.SetResult();
            }

            return null;
        };
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);
        await client.SendAsync("""0{"pid":"AbcdefghijKLMNOP-_09","offset":"a:7"}""");
        await Eventually.TrueAsync(() => !_recovery.Requests.IsEmpty);

        client.Abort();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled);
        server.IO.Main.PresentSockets.ShouldBeEmpty();
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Recover_ByManyAtOnce_LeavesOne()
    {
        _recovery.Answer = async (_, _) =>
        {
            await Task.Yield();
            return new RecoveredConnection();
        };
        await using var server = await StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.OpenAsync(Dialect.WebSocket)));

        foreach (var client in clients)
            _ = client.SendAsync("""0{"pid":"AbcdefghijKLMNOP-_09","offset":"a:7"}""");

        await Eventually.TrueAsync(() => _recovery.Requests.Count == 20 && server.IO.ConnectionCount == 1 && server.IO.Main.Count == 1);
        server.IO.Main.PresentSockets.Single().Id.ShouldBe(SessionId.Derive("AbcdefghijKLMNOP-_09"));
        server.Errors.ShouldBeEmpty();
    }

    private Task<ApiServer> StartAsync() => ApiServer.StartAsync(services: s => s.AddSingleton<IConnectionRecovery>(_recovery));

    private static string AuthOf(string reply) =>
        $$"""{"pid":"{{JsonDocument.Parse(reply[1..]).RootElement.GetProperty("pid").GetString()}}","offset":"a:7"}""";
}
