using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Events;

/// <summary>Checks of a socket's events.</summary>
public sealed class SocketMiddlewareTests
{
    [Fact]
    public async Task Use_OnTheSocket_RefusesEventsWithAnErrorForTheAck()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.Use(message => message.Name == "secret" ? new EventError("forbidden", "Not for you.") : null);
            socket.Use(async message =>
            {
                await Task.Yield();
                ran.Add(message.Name);
                return null;
            });
            socket.On("secret", () => "told");
            socket.On("open", (string text) => text);
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["secret"]""")).ShouldBe("""[{"error":{"code":"forbidden","message":"Not for you."}}]""");
        (await client.AskAsync("""["open","door"]""")).ShouldBe("""["door"]""");
        ran.ShouldBe(["open"]);
    }

    [Fact]
    public async Task Use_ThatThrows_AnswersAnErrorAndIsLogged()
    {
        await using var server = await StartAsync(socket =>
        {
            socket.Use((EventMessage _) => throw new InvalidOperationException("oops"));
            socket.On("x", () => "answer");
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x"]""")).ShouldContain("internal");
        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("oops");
    }

    [Fact]
    public async Task On_PayloadOfAnEventWithChecks_IsStillThereAfterAWait()
    {
        var gate = new TaskCompletionSource();
        await using var server = await StartAsync(socket =>
        {
            socket.Use(async _ =>
            {
                await gate.Task;
                return null;
            });
            socket.On("x", (string text) => text);
        });
        var client = await server.JoinAsync();

        await client.SendAsync("""21["x","first"]""");
        await client.SendAsync("""22["x","other"]"""); // into the same receive buffer
        gate.SetResult();

        (await client.NextAsync()).ShouldBe("""31["first"]""");
        (await client.NextAsync()).ShouldBe("""32["other"]""");
    }

    private static Task<ApiServer> StartAsync(Action<Socket> onConnection, Action<SocketIOOptions>? options = null) =>
        ApiServer.StartAsync(options, io => io.OnConnection(onConnection));
}
