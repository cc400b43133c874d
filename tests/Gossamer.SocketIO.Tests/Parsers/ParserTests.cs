using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Parsers;

public sealed class ParserTests
{
    private const string Placeholder = """{"_placeholder":true,"num":0}""";

    private readonly LineParser _parser = new();

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Event_WithBytesAndAck_IsReadAndAnsweredByTheParser(Dialect dialect)
    {
        await using var server = await StartAsync(static socket => socket.On("turn", (byte[] bytes, int times) =>
            new { Bytes = bytes.Reverse().ToArray(), times }));
        var connection = dialect.Revision == 4 ? await LineParser.JoinAsync(server, dialect) : await server.OpenAsync(dialect);
        if (dialect.Revision == 3)
            (await LineParser.NextAsync(connection)).ShouldBe("0|/||");

        await LineParser.SendAsync(connection, $"""2|/|7|["turn",{Placeholder},3]|abc""");

        (await LineParser.NextAsync(connection)).ShouldBe($$"""3|/|7|[{"bytes":{{Placeholder}},"times":3}]|cba""");
    }

    [Fact]
    public async Task EmitAsync_ToMany_WritesThePacketOnce()
    {
        await using var server = await StartAsync(static _ => { });
        var connections = new List<Connection>();
        for (var i = 0; i < 5; i++)
            connections.Add(await LineParser.JoinAsync(server, Dialect.WebSocket));
        var before = _parser.Written;

        await server.IO.EmitAsync("news", "é");

        foreach (var connection in connections)
            (await LineParser.NextAsync(connection)).ShouldBe("""2|/||["news","é"]""");
        _parser.Written.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Arguments_PassedOn_GoThroughTheParser()
    {
        await using var server = await StartAsync(static socket =>
            socket.On("relay", message => socket.EmitAsync("relayed", message.Arguments)));
        var connection = await LineParser.JoinAsync(server, Dialect.WebSocket);

        await LineParser.SendAsync(connection, $$"""2|/||["relay",{"a":{{Placeholder}}}]|abc""");

        (await LineParser.NextAsync(connection)).ShouldBe($$"""2|/||["relayed",{"a":{{Placeholder}}}]|abc""");
    }

    [Fact]
    public async Task Refusal_AndEnd_AreWrittenByTheParser()
    {
        await using var server = await StartAsync(static socket => socket.On("leave", () => socket.Disconnect()));
        var connection = await LineParser.JoinAsync(server, Dialect.WebSocket);

        await LineParser.SendAsync(connection, "0|/unknown||{}");
        (await LineParser.NextAsync(connection)).ShouldBe("""4|/unknown||{"message":"Invalid namespace"}""");
        await LineParser.SendAsync(connection, """2|/||["leave"]""");
        (await LineParser.NextAsync(connection)).ShouldBe("1|/||");
    }

    [Theory]
    [InlineData("")]
    [InlineData("""5|/||["a"]""")] // the default parser's types
    [InlineData("""-1|/||["a"]""")]
    [InlineData("""2|||["a"]""")]
    [InlineData("""2|a||["a"]""")]
    [InlineData("""2|/a,b||["a"]""")]
    [InlineData("2|/||")]
    [InlineData("2|/||[]")]
    [InlineData("2|/||[1]")]
    [InlineData("""2|/||["disconnect"]""")]
    [InlineData("""2|/||["a" """)]
    [InlineData("3|/||[]")] // an answer to nothing
    [InlineData("1|/||{}")]
    [InlineData("""2|/||["a"]|1|2|3|4|5|6|7|8|9|10|11""")]
    public async Task Message_ThatIsNoPacket_IsAParseError(string line)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        var connection = await LineParser.JoinAsync(server, Dialect.WebSocket);

        await LineParser.SendAsync(connection, line);

        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled)).ToString().ShouldBe("parse error");
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Text_OfADefaultClient_ClosesTheConnection(Dialect dialect)
    {
        await using var server = await StartAsync(static _ => { });
        var connection = await server.OpenAsync(dialect);

        await connection.SendAsync("""2["hello"]""");

        await connection.Closed;
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_PacketOfTheOtherKind_Throws()
    {
        await using var server = await StartAsync(static _ => { });
        await LineParser.JoinAsync(server, Dialect.WebSocket);
        await using var plain = await ApiServer.StartAsync();
        await plain.JoinAsync();
        var (json, line) = (EncodedPacket.Event("""["a"]"""u8), server.IO.Encode("a"));

        Should.Throw<InvalidOperationException>(() => server.IO.Sockets.Single().Send(json)).Message.ShouldContain(nameof(LineParser));
        await Should.ThrowAsync<InvalidOperationException>(async () => await server.IO.EmitAsync(json, ApiServer.Cancelled));
        await Should.ThrowAsync<InvalidOperationException>(async () => await plain.IO.EmitAsync(line, ApiServer.Cancelled));
        server.IO.Sockets.Single().Send(line).ShouldBeTrue();
        plain.IO.Sockets.Single().Send(json).ShouldBeTrue();
    }

    /// <summary>The server reads into one buffer a thread, which a handler that takes its time must not find changed.</summary>
    [Fact]
    public async Task Events_BehindASlowHandler_KeepTheirArguments()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(socket => socket.On("slow", async message =>
        {
            await gate.Task;
            await socket.EmitAsync("done", message.Arguments);
        }));
        var connection = await LineParser.JoinAsync(server, Dialect.WebSocket);

        for (var i = 0; i < 5; i++)
            await LineParser.SendAsync(connection, $"""2|/||["slow","{new string((char)('a' + i), 10)}"]""");
        gate.SetResult();

        for (var i = 0; i < 5; i++)
            (await LineParser.NextAsync(connection)).ShouldBe($"""2|/||["done","{new string((char)('a' + i), 10)}"]""");
    }

    private Task<ApiServer> StartAsync(Action<Socket> configure) =>
        ApiServer.StartAsync(options => options.Parser = _parser, io => io.OnConnection(configure));
}
