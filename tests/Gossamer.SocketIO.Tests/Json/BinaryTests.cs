using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Json;

/// <summary>Binary events and answers, both ways, in both protocols, over both transports.</summary>
public sealed class BinaryTests
{
    private const string First = """{"_placeholder":true,"num":0}""";
    private const string Second = """{"_placeholder":true,"num":1}""";
    private const string Third = """{"_placeholder":true,"num":2}""";

    private static readonly byte[] One = [1, 2, 3];
    private static readonly byte[] Two = [0xff, 0, 0x1e, (byte)'4'];

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Event_WithAttachments_ComesAndGoes(Dialect dialect)
    {
        await using var server = await StartAsync(socket =>
            socket.On("x", (ReadOnlyMemory<byte> a, Picture b) => socket.EmitAsync("y", b with { Bytes = a }, a.ToArray())));
        var client = await server.JoinAsync(dialect);

        await client.SendAsync($$"""53-["x",{{First}},{"name":"n","bytes":{{Second}},"thumbnail":{{Third}} }]""", One, Two, []);

        (await client.NextAsync()).ShouldBe(
            $$"""53-["y",{"name":"n","bytes":{{First}},"thumbnail":{{Second}}},{{Third}}]""");
        (await client.NextBinariesAsync(3)).ShouldBe([One, [], One]);
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Event_PassedOnUnread_KeepsItsAttachments(Dialect dialect)
    {
        await using var server = await StartAsync(socket => socket.On("x", message => socket.EmitAsync("y", message.Arguments)));
        var client = await server.JoinAsync(dialect);

        await client.SendAsync($$"""52-["x",{"a":[{{Second}},1]},{{First}}]""", One, Two);

        (await client.NextAsync()).ShouldBe($$"""52-["y",{"a":[{{Second}},1]},{{First}}]""");
        (await client.NextBinariesAsync(2)).ShouldBe([One, Two]);
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Answer_WithAttachments_GoesToTheClient(Dialect dialect)
    {
        await using var server = await StartAsync(socket =>
        {
            socket.On("typed", (byte[] a) => new { reversed = (byte[])[.. a.Reverse()] });
            socket.On("raw", message => message.Ack.Send(message.Arguments));
        });
        var client = await server.JoinAsync(dialect);

        await client.SendAsync($"""51-12["typed",{First}]""", One);
        (await client.NextAsync()).ShouldBe("61-12[{\"reversed\":" + First + "}]");
        (await client.NextBinaryAsync()).ShouldBe([3, 2, 1]);

        await client.SendAsync($"""51-13["raw",{First},7]""", Two);
        (await client.NextAsync()).ShouldBe($"""61-13[{First},7]""");
        (await client.NextBinaryAsync()).ShouldBe(Two);
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Answer_WithAttachments_ComesFromTheClient(Dialect dialect)
    {
        await using var server = await StartAsync(_ => { });
        var client = await server.JoinAsync(dialect);

        var asking = server.IO.Sockets.Single().EmitWithAckAsync<Picture>("draw", One, cancellation: ApiServer.Cancelled);
        (await client.NextAsync()).ShouldBe($"""51-1["draw",{First}]""");
        (await client.NextBinaryAsync()).ShouldBe(One);
        await client.SendAsync($$"""62-1[{"name":"n","bytes":{{Second}},"thumbnail":{{First}} }]""", One, Two);

        var picture = (await asking).Value!;
        picture.Bytes.ToArray().ShouldBe(Two);
        picture.Thumbnail.ShouldBe(One);
    }

    [Fact]
    public async Task Event_OfASourceGeneratedType_CarriesAttachments()
    {
        await using var server = await StartAsync(socket => socket.On(
            "x", (Picture p) => socket.EmitAsync("y", p, TestJson.Default.Picture), TestJson.Default.Picture));
        var client = await server.JoinAsync();

        await client.SendAsync($$"""52-["x",{"name":"n","bytes":{{Second}},"thumbnail":{{First}} }]""", One, Two);

        (await client.NextAsync()).ShouldBe("52-[\"y\",{\"name\":\"n\",\"bytes\":" + First + ",\"thumbnail\":" + Second + "}]");
        (await client.NextBinariesAsync(2)).ShouldBe([Two, One]);
    }

    [Fact]
    public async Task Bytes_AsBase64_AreTakenAsWell()
    {
        await using var server = await StartAsync(socket => socket.On("x", (byte[] a) => a.Length));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x","AQID"]""")).ShouldBe("[3]");
        (await client.AskAsync("""["x",{"_placeholder":true,"num":0}]""")).ShouldContain("bad-arguments");
        (await client.AskAsync("""["x",7]""")).ShouldContain("bad-arguments");
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Attachments_MoreThanAllowed_CloseTheConnection(Dialect dialect)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await StartAsync(socket => socket.OnDisconnect(reason.SetResult), o => o.MaxAttachments = 2);
        var client = await server.JoinAsync(dialect);

        await client.SendAsync("""52-["x"]""", One, Two);
        reason.Task.IsCompleted.ShouldBeFalse();
        await client.SendAsync("""53-["x"]""");

        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).ShouldBe(DisconnectReason.ParseError);
        await client.Closed;
    }

    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task Attachments_LargerTogetherThanMaxPayload_CloseTheConnection(Dialect dialect)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await StartAsync(
            socket =>
            {
                socket.OnDisconnect(reason.SetResult);
                socket.On("x", message => message.Ack.Send(message.Attachments.Sum(a => a.Length)));
            },
            o => o.MaxPayload = 1000);
        var client = await server.JoinAsync(dialect);

        await client.SendAsync("""52-5["x"]""", new byte[500], new byte[500]);
        (await client.NextAsync()).ShouldBe("35[1000]");
        await client.SendAsync("""52-5["x"]""", new byte[500], new byte[501]);

        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).ShouldBe(DisconnectReason.ParseError);
    }

    [Theory]
    [InlineData("2[\"x\"]")]
    [InlineData("1")]
    public async Task Packet_BetweenAttachments_ClosesTheConnection(string packet)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        var client = await server.JoinAsync();

        await client.SendAsync("""52-["x"]""", One);
        await client.SendAsync(packet);

        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).ShouldBe(DisconnectReason.ParseError);
    }

    [Fact]
    public async Task Attachment_OutOfTheBlue_ClosesTheConnection()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        var client = await server.JoinAsync();

        await client.SendAsync("""51-["x"]""", One, Two);

        (await reason.Task.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).ShouldBe(DisconnectReason.ParseError);
    }

    private static Task<ApiServer> StartAsync(Action<Socket> onConnection, Action<SocketIOOptions>? options = null) =>
        ApiServer.StartAsync(options, io => io.OnConnection(onConnection));

    /// <summary>Copied for each placeholder, a megabyte would become gigabytes.</summary>
    [Fact]
    public async Task Arrays_OfOneAttachmentNamedManyTimes_AreTheSame()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.OnConnection(socket => socket.On("x", (byte[][] all, byte[] one) =>
            all.Length == 3 && all.All(bytes => ReferenceEquals(bytes, all[0])) && one.SequenceEqual(new byte[] { 1, 2, 3 })));
        var client = await server.JoinAsync();
        await client.SendAsync($"51-7[\"x\",[{First},{First},{First}],{First}]", [1, 2, 3]);
        (await client.NextAsync()).ShouldBe("37[true]");
    }
}
