using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Acks;

public sealed class AcknowledgementTests
{
    [Fact]
    public async Task Answer_ThatCannotBeWritten_IsAnError()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.OnConnection(socket => socket.On("x", () => double.NaN));
        var client = await server.JoinAsync();
        (await client.AskAsync("[\"x\"]")).ShouldContain("\"error\"");
        server.Errors.TryDequeue(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Send_Twice_AnswersOnce()
    {
        await using var server = await StartAsync(socket => socket.On("x", message =>
        {
            message.Ack.Send("first");
            message.Ack.Send("second");
            message.Ack.SendJson("[\"third\"]"u8);
        }));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x"]""")).ShouldBe("""["first"]""");
        await client.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task Send_WithoutAWish_GoesNowhere()
    {
        var wanted = true;
        await using var server = await StartAsync(socket =>
        {
            socket.On("raw", message =>
            {
                wanted = message.WantsAck;
                message.Ack.Send("x");
            });
            socket.On("typed", () => "x");
            socket.On("throws", () => throw new InvalidOperationException());
        });
        var client = await server.JoinAsync();

        await client.SendAsync("""2["raw"]""");
        await client.SendAsync("""2["typed"]""");
        await client.SendAsync("""2["throws"]""");

        await client.ShouldHaveNothingAsync();
        wanted.ShouldBeFalse();
    }

    [Fact]
    public async Task Send_LongAfterTheHandler_StillAnswers()
    {
        var kept = new TaskCompletionSource<Acknowledgement>();
        await using var server = await StartAsync(socket => socket.On("x", message => kept.SetResult(message.Ack)));
        var client = await server.JoinAsync();

        await client.SendAsync("""2123["x"]""");
        var ack = await kept.Task;
        await client.ShouldHaveNothingAsync();
        ack.Send(new Login("t", 1), TestJson.Default.Login);

        (await client.NextAsync()).ShouldBe("""3123[{"token":"t","age":1}]""");
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Send_InANamespace_NamesIt(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.Of("/chat").OnConnection(socket => socket.On("x", (int n) => n)));
        var client = await server.JoinAsync("/chat", dialect: dialect);

        (await client.AskAsync("""["x",1]""", id: 9007199254740992, ns: "/chat,")).ShouldBe("[1]");
    }

    private static Task<ApiServer> StartAsync(Action<Socket> onConnection) => ApiServer.StartAsync(configure: io =>
    {
        io.OnConnection(onConnection);
        io.OnConnection(Connection.AnswerNothingMore);
    });
}
