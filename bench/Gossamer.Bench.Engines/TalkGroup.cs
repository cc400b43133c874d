using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Engines;

/// <summary>A user and who gets what it sends. What has arrived at all of them is sent anew: so much and no more is under way.</summary>
internal sealed class TalkGroup : ILoadGroup, IMessageReader
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly List<MeshClient> _clients = [];
    private readonly byte[] _frame;
    private readonly int _receivers;
    private readonly int _inFlight;
    private long _arrived;
    private long _sent;
    private int _joined;
    private volatile bool _running;

    private TalkGroup(string message, int receivers, int inFlight) =>
        (_frame, _receivers, _inFlight) = (ClientFrames.Text(Encoding.ASCII.GetBytes(message)), receivers, inFlight);

    public Task Receiving => Task.WhenAll(_clients.Select(static client => client.Receiving));

    public long Delivered => Interlocked.Read(ref _arrived);

    public bool IsQuiet => Delivered == Interlocked.Read(ref _sent) * _receivers;

    /// <summary>Two users at two servers.</summary>
    public static async Task<TalkGroup> PairAsync(EngineMesh mesh, int number, int inFlight)
    {
        var seats = Seats.OfPair(mesh.Count, number);
        var pair = new TalkGroup(
            $$"""42["im",{"from":"chat-from-{{number}}","to":"chat-to-{{number}}","text":"good day"}]""", receivers: 1, inFlight);
        pair._clients.Add(await MeshClient.JoinAsync(mesh.EndPoints[seats.From], $"chat-from-{number}", reader: Nobody.Instance));
        pair._clients.Add(await MeshClient.JoinAsync(mesh.EndPoints[seats.To], $"chat-to-{number}", reader: pair));
        return pair;
    }

    /// <summary>A room with a member at each server, of whom one, each time at another server, sends.</summary>
    public static async Task<TalkGroup> RoomAsync(EngineMesh mesh, int number, int inFlight)
    {
        var room = new TalkGroup($$"""42["im",{"room":"room-{{number}}","text":"good day"}]""", receivers: mesh.Count, inFlight);
        for (var n = 0; n < mesh.Count; n++)
        {
            var member = await MeshClient.JoinAsync(mesh.EndPoints[(number + n) % mesh.Count], $"room-{number}-{n}", reader: room);
            room._clients.Add(member);
            await member.SendAsync(ClientFrames.Text(Encoding.ASCII.GetBytes($$"""420["join",{"room":"room-{{number}}"}]""")));
        }

        while (Volatile.Read(ref room._joined) < mesh.Count)
            await Task.Delay(20);
        return room;
    }

    public async ValueTask StartAsync()
    {
        _running = true;
        await PauseAsync();
    }

    public void Stop() => _running = false;

    public void Read(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("42[\"im\","u8))
            Interlocked.Increment(ref _arrived);
        else if (message.StartsWith("430["u8)) // once all servers know
            Interlocked.Increment(ref _joined);
    }

    public async ValueTask PauseAsync()
    {
        if (!_running)
            return;
        await _sending.WaitAsync();
        try
        {
            if ((int)((Delivered / _receivers) + _inFlight - _sent) is > 0 and var due)
            {
                Interlocked.Add(ref _sent, due);
                await _clients[0].SendAsync(due == 1 ? _frame : ClientFrames.Repeat(_frame, due));
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task LeaveAsync()
    {
        foreach (var client in _clients)
            await client.LeaveAsync();
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _sending.Dispose();
    }
}
