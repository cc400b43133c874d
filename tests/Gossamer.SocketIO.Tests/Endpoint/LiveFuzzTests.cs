using System.Net.WebSockets;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Nonsense over live connections: no exception may leave (the log would show it), every session must end.</summary>
public sealed class LiveFuzzTests
{
    private static readonly string[] Pieces =
    [
        "4", "42", "40", "41", "43", "451-", "461-", "2", "3", "2probe", "3probe", "5", "6", "0", "7", "[", "]", "\"", "\"note\"",
            "\"message\"", ",", "{", "}",
        "[\"message\",1]", "[\"message-with-ack\"]", "\\ud800", "\\u0000", "/", "/admin,", "/?a=b,", "12",
        "99999999999999999999", "€", "😀",
            "\u001e", "1:", "6:4", "b", "AQID",
        "{\"_placeholder\":true,\"num\":0}", "-1", " ", "\0", "[[[[[[[[[[[[", "null", "1e999",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WebSocket_RandomFrames_EndWithoutErrors(int seed)
    {
        await using var server = await TestServer.StartAsync();
        await Parallel.ForAsync(0, 150, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var random = new Random((seed * 1000) + i);
            await using var client = await server.JoinAsync(3 + random.Next(2));
            for (var frame = random.Next(1, 12); frame > 0 && client.Socket.State == WebSocketState.Open; frame--)
                await TrySendAsync(client, random);
        });
        await EndAsync(server);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Upgrade_RandomFrames_EndWithoutErrors(int seed)
    {
        await using var server = await TestServer.StartAsync();
        await Parallel.ForAsync(0, 80, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var random = new Random((seed * 1000) + i);
            var polling = server.Polling(3 + random.Next(2));
            await polling.JoinAsync();
            await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
            string[] steps = ["2probe", "5"];
            for (var step = random.Next(3); step > 0; step--)
                await client.SendAsync(steps[2 - step]);
            for (var frame = random.Next(1, 6); frame > 0 && client.Socket.State == WebSocketState.Open; frame--)
                await TrySendAsync(client, random);
        });
        await EndAsync(server);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Post_RandomBodies_EndWithoutErrors(int seed)
    {
        await using var server = await TestServer.StartAsync();
        await Parallel.ForAsync(0, 150, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var random = new Random((seed * 1000) + i);
            var client = server.Polling(3 + random.Next(2), random.Next(2) == 0 ? "" : "&b64=1");
            await client.JoinAsync();
            for (var post = random.Next(1, 5); post > 0; post--)
            {
                var reply = random.Next(3) switch
                {
                    0 => await client.PostBytesAsync(Bytes(random)),
                    1 => await client.PostAsync(new ByteArrayContent(Bytes(random))),
                    _ => await client.PostAsync(Text(random)),
                };
                reply.Status.ShouldBeOneOf(200, 400);
            }
        });
        await EndAsync(server);
    }

    /// <summary>Below the messages: frames that break the rules of RFC 6455 itself.</summary>
    [Fact]
    public async Task WebSocket_BrokenFrames_EndWithoutErrors()
    {
        byte[][] broken =
        [
            [0x81, 0x05, .. "4abcd"u8], // not masked
            [0xf1, 0x80, 0, 0, 0, 0], // reserved bits
            [0x83, 0x80, 0, 0, 0, 0], // reserved opcode
            [0x80, 0x80, 0, 0, 0, 0], // continues nothing
            [0x09, 0x80, 0, 0, 0, 0], // a ping in fragments
            [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0], // a ping too long
            [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], // 2^64 bytes are to come
            [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], // 2^63 bytes are to come
            [0x88, 0x81, 0, 0, 0, 0, 0x03], // half a close code
            [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01], // an invalid close code
            [0x81], // and nothing more
            [0x01, 0x81, 0, 0, 0, 0, 0x34, 0x81, 0x81, 0, 0, 0, 0, 0x34], // a message within a message
        ];
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < broken.Length; i++)
        {
            using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket");
            await Patience.UntilAsync(() => server.Sockets.Count > i, "the socket is connected");
            await raw.Stream.WriteAsync(broken[i], TestContext.Current.CancellationToken);
        }

        await EndAsync(server);
    }

    private static async Task TrySendAsync(WebSocketClient client, Random random)
    {
        try
        {
            if (random.Next(4) == 0)
                await client.SendAsync(Bytes(random), random.Next(2) == 0 ? WebSocketMessageType.Binary
                    : WebSocketMessageType.Text, random.Next(4) > 0);
            else
                await client.SendAsync(Text(random));
        }
        catch (WebSocketException)
        {
            // the server has closed already
        }
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(64)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static async Task EndAsync(TestServer server)
    {
        server.Time.Advance(TimeSpan.FromSeconds(10));
        server.Time.Advance(TimeSpan.FromSeconds(46));
        await server.UntilEmptyAsync();
        await Patience.UntilAsync(() => server.Reasons.Count == server.Sockets.Count, "every socket has ended");
        server.Io.Main.Sockets.ShouldBeEmpty();
    }
}
