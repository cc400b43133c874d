using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>
/// Connections of every kind of beginning and end, on a server with tight bounds and with recovery. A visit returns true when its
/// session is left for time to end.
/// </summary>
internal sealed partial class Ends : IAsyncDisposable
{
    public const string Guarded = "/guarded";

    private const int MaxPayload = 4096;

    /// <summary>Why sockets end here; who joins nothing has none.</summary>
    public static readonly string[] Reasons =
    [
        "client namespace disconnect", "parse error", "payload too large", "ping timeout", "server namespace disconnect", "too slow",
            "transport close", "transport error",
    ];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly EncodedPacket Drop = EncodedPacket.Event("[\"drop\"]"u8);

    private readonly TestServer _server;
    private readonly Func<int, Task<bool>>[] _visits;
    private readonly ConcurrentBag<IAsyncDisposable> _here = [];
    private readonly List<WeakReference> _sockets = [];

    private Ends(TestServer server)
    {
        _server = server;
        _visits = [.. OverWebSockets, .. Polling, .. Upgrading, .. BrokenOff];
    }

    public SocketIOServer Io => _server.Io;

    public static async Task<Ends> StartAsync()
    {
        var server = await TestServer.StartAsync(options =>
        {
            (options.PingInterval, options.PingTimeout, options.ConnectTimeout) = (2 * Second, Second, Second);
            options.PingTimeoutV3 = Second;
            (options.UpgradeTimeout, options.CloseTimeout, options.AckTimeout) = (Second, Second, 60 * Second);
            (options.MaxPayload, options.OutboxPackets, options.OutboxBytes) = (MaxPayload, 16, 65536);
            options.HandshakesPerSecondPerAddress = 1_000_000;
            options.Recovery = new RecoveryOptions { MaxDisconnection = 2 * Second };
        });
        server.Io.OnConnection(Welcome);
        server.Io.Of(Guarded).Use(_ => new ConnectRefusal("No"));
        server.Io.Of(name => name.StartsWith("/room-", StringComparison.Ordinal));
        server.Http.DefaultRequestHeaders.ConnectionClose = true; // idle ones would be in the measurement
        return new Ends(server);
    }

    /// <summary>So many visits at once, each of the next kind, until all of them have ended.</summary>
    public async Task VisitAsync(int first, int count)
    {
        var left = 0;
        await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = count }, async (i, _) =>
        {
            if (await _visits[i % _visits.Length](i))
                Interlocked.Increment(ref left);
        });
        await Patience.UntilAsync(() => Io.ConnectionCount <= left, "all have ended but those whom time ends");
        await PassTimeUntilAsync(() => Io.ConnectionCount == 0, "no session lives");
        await PassTimeUntilAsync(() => _server.Reasons.Count == _server.Sockets.Count, "every socket has ended");
        await PassTimeUntilAsync(() => !Io.Main.PresentSockets.Any(), "no socket waits for its client");
        foreach (var client in _here)
            await client.DisposeAsync();
        _here.Clear();
        _sockets.AddRange(_server.Sockets.Select(socket => new WeakReference(socket)));
        _server.Sockets.Clear();
    }

    /// <summary>The sockets there have been; they are known here no more.</summary>
    public IReadOnlyList<WeakReference> Forget()
    {
        WeakReference[] sockets = [.. _sockets];
        _sockets.Clear();
        _sockets.TrimExcess();
        return sockets;
    }

    public IEnumerable<string> TakeReasons()
    {
        while (_server.Reasons.TryDequeue(out var reason))
            yield return reason;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Second by second: a request that was broken off may be a session only now.</summary>
    private Task PassTimeUntilAsync(Func<bool> condition, string what) => Patience.UntilAsync(
        () =>
        {
            _server.Time.Advance(Second);
            return condition();
        },
        what);

    /// <summary>Each is in two rooms and has had an event, so that it may come back.</summary>
    private static async ValueTask Welcome(Socket socket)
    {
        socket.Join("everybody");
        socket.Join($"alone-{socket.Id}");
        socket.On("greet", (EventMessage _) => socket.EmitAsync("hello"));
        socket.On("leave here", (EventMessage _) =>
        {
            socket.Disconnect();
            return ValueTask.CompletedTask;
        });
        socket.On("flood", (EventMessage _) =>
        {
            while (socket.Send(Drop))
            {
                // until its outbox is full
            }

            return ValueTask.CompletedTask;
        });
        socket.On("ask me", async (EventMessage _) => { await socket.EmitWithAckAsync<int>("question"); });
        await ValueTask.CompletedTask;
    }

    /// <summary>The client stays, and says nothing.</summary>
    private bool Stay(IAsyncDisposable client)
    {
        _here.Add(client);
        return true;
    }
}
