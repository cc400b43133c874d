using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Chat;

/// <summary>Two users. What has arrived at the one is sent anew by the other: so much and no more is under way.</summary>
internal sealed class ChatPair : ILoadGroup
{
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);

    private readonly string _name;
    private readonly ChatShape _shape;
    private readonly RawWebSocket _sender;
    private readonly RawWebSocket _receiver;
    private readonly ArrivalCounter _arrivals = new();
    private readonly Lock _gate = new();
    private long _sent;
    private bool _running;

    private ChatPair(string name, ChatShape shape, RawWebSocket sender, RawWebSocket receiver)
    {
        (_name, _shape, _sender, _receiver) = (name, shape, sender, receiver);
        Receiving = Task.WhenAll(Task.Run(() => ReadAsync(_receiver, Arrived)), Task.Run(() => ReadAsync(_sender, static _ => 0)));
    }

    public Task Receiving { get; }

    public long Delivered
    {
        get
        {
            lock (_gate)
                return _arrivals.Count;
        }
    }

    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return _arrivals.Count == _sent;
        }
    }

    public static async Task<ChatPair> JoinAsync(IReadOnlyList<IPEndPoint> servers, ChatShape shape, int n)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{n:D4}");
        var sender = await JoinAsync(servers[0], "from-" + name);
        return new ChatPair(name, shape, sender, await JoinAsync(servers[shape.IsAtOneServer ? 0 : 1], "to-" + name));
    }

    /// <summary>Begins with a sign of life of both, so that nobody needs to look for heartbeats.</summary>
    public async ValueTask StartAsync()
    {
        lock (_gate)
            _running = true;
        await _receiver.SendAsync(Pong);
        await _sender.SendAsync(Pong);
        await SendAsync(_shape.InFlight);
    }

    public void Stop()
    {
        lock (_gate)
            _running = false;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    private static async Task<RawWebSocket> JoinAsync(IPEndPoint server, string user)
    {
        var socket = await RawWebSocket.JoinAsync(server);
        await socket.SendAsync(ClientFrames.Text(Encoding.ASCII.GetBytes($$"""42["identify",{"user":"{{user}}","presence":"none"}]""")));
        return socket;
    }

    private async ValueTask SendAsync(int count)
    {
        using var frames = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var number = Interlocked.Increment(ref _sent);
            var id = _shape.HasIds ? string.Create(CultureInfo.InvariantCulture, $""","id":"{_name}-{number:D12}" """) : "";
            frames.Write(ClientFrames.Text(Encoding.ASCII.GetBytes($$"""42["im","""
                + $$"""{"from":"from-{{_name}}","to":"to-{{_name}}","text":"good day"{{id}}}]""")));
        }

        await _sender.SendAsync(frames.GetBuffer().AsMemory(0, (int)frames.Length));
    }

    private async Task ReadAsync(RawWebSocket socket, Func<ReadOnlyMemory<byte>, int> arrived)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var bytes)
            {
                if (arrived(buffer.AsMemory(0, bytes)) is > 0 and var more)
                    await SendAsync(more);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed of: the measurement is over
        }

        throw new InvalidOperationException("A server closed a connection under load.");
    }

    /// <returns>How many messages this makes room for.</returns>
    private int Arrived(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            var more = _arrivals.Read(bytes.Span);
            return _running ? more : 0;
        }
    }
}
