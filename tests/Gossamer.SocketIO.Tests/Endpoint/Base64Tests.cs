namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Bytes as text over WebSocket: clients' <c>forceBase64</c>, and <c>b64=1</c>, by which they ask for it downwards.</summary>
public sealed class Base64Tests
{
    private const string Event = """451-["bytes",{"_placeholder":true,"num":0}]""";
    private const string Answer = """451-["back",{"_placeholder":true,"num":0}]""";

    [Theory]
    [InlineData(4, "&b64=1", "bAQL/", "bAQL/")]
    [InlineData(4, "", "bAQL/", "hex:0102FF")]
    [InlineData(3, "&b64=1", "b4AQL/", "b4AQL/")]
    [InlineData(3, "", "b4AQL/", "hex:040102FF")]
    public async Task WebSocket_BytesAsText_AreTakenAndComeBackAsAskedFor(int eio, string query, string sent, string received)
    {
        await using var server = await TestServer.StartAsync();
        server.Io.OnConnection(static socket => socket.On("bytes", (byte[] bytes) => socket.EmitAsync("back", bytes)));
        await using var client = await OpenAsync(server, eio, query);

        await client.SendAsync(Event);
        await client.SendAsync(sent);

        (await client.ReceiveAsync()).ShouldBe(Answer);
        (await client.ReceiveAsync()).ShouldBe(received);
    }

    [Theory]
    [InlineData(4, "b!")]
    [InlineData(3, "bAQL/")]
    [InlineData(3, "b2AQL/")]
    [InlineData(3, "b")]
    public async Task WebSocket_TextThatIsNoBytes_IsAParseError(int eio, string sent)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await OpenAsync(server, eio, "");

        await client.SendAsync(Event);
        await client.SendAsync(sent);

        (await client.ReceiveEndAsync()).ShouldBe("close 1002 parse error");
    }

    private static async Task<WebSocketClient> OpenAsync(TestServer server, int eio, string query)
    {
        var client = await WebSocketClient.ConnectAsync(server.Url($"EIO={eio}&transport=websocket{query}"));
        (await client.ReceiveAsync()).ShouldStartWith("0");
        if (eio == 4)
            await client.SendAsync("40");
        (await client.ReceiveAsync()).ShouldStartWith("40");
        return client;
    }
}
