using System.Net.Sockets;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Relay;

/// <summary>
/// A sender and its receivers. What has arrived at all of them is sent anew, all at once: so much and no more is under way. The
/// client's share of the work is one call for many messages, and none of it looks into them.
/// </summary>
internal sealed class LoadGroup : ILoadGroup
{
    private static readonly byte[] Event = """42["message",{"from":"anna","to":"billy","text":"good day"}]"""u8.ToArray();
    private static readonly int ArrivalLength = Event.Length + 2;

    private readonly string _name;
    private readonly RawWebSocket _sender;
    private readonly RawWebSocket[] _receivers;
    private readonly int _inFlight;
    private readonly byte[] _frames;
    private readonly int _frameLength;
    private readonly long[] _arrivedBytes;
    private readonly Lock _gate = new();
    private long _sent;
    private bool _running;

    private LoadGroup(string name, RawWebSocket sender, RawWebSocket[] receivers, int inFlight)
    {
        var frame = ClientFrames.Text(Event);
        (_name, _sender, _receivers, _inFlight) = (name, sender, receivers, inFlight);
        (_frames, _frameLength) = (ClientFrames.Repeat(frame, inFlight), frame.Length);
        _arrivedBytes = new long[receivers.Length];
        Receiving = Task.WhenAll(receivers.Select((_, i) => Task.Run(() => ReceiveAsync(i))));
    }

    public Task Receiving { get; }

    public long Delivered
    {
        get
        {
            lock (_gate)
                return _arrivedBytes.Sum() / ArrivalLength;
        }
    }

    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return Array.TrueForAll(_arrivedBytes, bytes => bytes == _sent * ArrivalLength);
        }
    }

    public static async Task<LoadGroup> ConnectAsync(Func<string, Task<RawWebSocket>> connect, Shape shape, string name)
    {
        var receivers = new RawWebSocket[shape.Receivers];
        for (var i = 0; i < receivers.Length; i++)
            receivers[i] = await connect($"&group={name}&role=receiver");
        return new LoadGroup(name, await connect($"&group={name}&role=sender"), receivers, shape.InFlight);
    }

    public override string ToString()
    {
        lock (_gate)
            return $"{_name}: {_sent * ArrivalLength} bytes expected, {string.Join('/', _arrivedBytes)} arrived";
    }

    public ValueTask StartAsync()
    {
        lock (_gate)
            (_running, _sent) = (true, _sent + _inFlight);
        return _sender.SendAsync(_frames);
    }

    public void Stop()
    {
        lock (_gate)
            _running = false;
    }

    public void Dispose()
    {
        _sender.Dispose();
        foreach (var receiver in _receivers)
            receiver.Dispose();
    }

    private async Task ReceiveAsync(int index)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _receivers[index].ReceiveAsync(buffer) is > 0 and var bytes)
            {
                var more = Arrived(index, bytes);
                if (more > 0)
                    await _sender.SendAsync(_frames.AsMemory(0, more * _frameLength));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed of: the measurement is over
        }

        throw new InvalidOperationException("The server closed a connection under load.");
    }

    /// <returns>How many messages this makes room for.</returns>
    private int Arrived(int index, int bytes)
    {
        lock (_gate)
        {
            _arrivedBytes[index] += bytes;
            if (!_running)
                return 0;
            var everywhere = _arrivedBytes.Min() / ArrivalLength;
            var more = (int)(everywhere + _inFlight - _sent);
            _sent += more;
            return more;
        }
    }
}
