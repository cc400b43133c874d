
namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Handlers that send much in a row, with all options at their defaults, to clients that take it.</summary>
public sealed class BurstTests
{
    private static readonly string[] Bursts = ["12000 of 20", "60 of 500000", "1 of 20000000"];

    public static TheoryData<string, bool, string> Cases()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var burst in Bursts)
        {
            foreach (var waits in (bool[])[true, false])
            {
                cases.Add("websocket", waits, burst);
                cases.Add("polling", waits, burst);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Handler_SendsABurst_AllOfItArrives(string transport, bool waits, string burst)
    {
        var (count, size) = (int.Parse(burst.Split(" of ")[0], null), int.Parse(burst.Split(" of ")[1], null));
        var text = new string('x', size);
        await using var server = await TestServer.StartAsync();
        server.Io.OnConnection(socket => socket.On("burst", async _ =>
        {
            for (var i = 0; i < count; i++)
            {
                var sending = socket.EmitAsync("x", i, text);
                if (waits)
                    await sending;
                socket.WaitingBytes.ShouldBeLessThan(waits ? (2 * 1024 * 1024) + size : long.MaxValue);
            }
        }));

        await using var receiver = await StartAsync(server, transport);
        for (var i = 0; i < count; i++)
        {
            var head = $"42[\"x\",{i},";
            var packet = await receiver.NextAsync();
            packet[..Math.Min(head.Length, packet.Length)].ShouldBe(head);
            packet.Length.ShouldBe(head.Length + size + 3);
        }

        server.Reasons.ShouldBeEmpty();
    }

    private static async Task<Receiver> StartAsync(TestServer server, string transport)
    {
        if (transport == "websocket")
        {
            var socket = await WebSocketClient.ConnectAsync(server.Url("EIO=4&transport=websocket"));
            await socket.ReceiveAsync();
            await socket.SendAsync("40");
            await socket.ReceiveAsync();
            await socket.SendAsync("42[\"burst\"]");
            return new Receiver(async () => [await socket.ReceiveAsync()], socket);
        }

        var client = server.Polling(4);
        await client.JoinAsync();
        (await client.PostAsync("42[\"burst\"]")).Text.ShouldBe("ok");
        return new Receiver(async () => (await client.PollAsync()).Text.Split('\u001e'), null);
    }

    private sealed class Receiver(Func<Task<string[]>> read, IAsyncDisposable? connection) : IAsyncDisposable
    {
        private readonly Queue<string> _packets = new();

        public async Task<string> NextAsync()
        {
            while (_packets.Count == 0)
            {
                foreach (var packet in await read().Soon())
                    _packets.Enqueue(packet);
            }

            return _packets.Dequeue();
        }

        public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
