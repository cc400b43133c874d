using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Gossamer.Bench.Rooms;

/// <summary>The connections to one cluster, from the first round to the last.</summary>
internal sealed class RoomsLoad : IDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private readonly Cluster _cluster;
    private readonly Seating _seating;
    private readonly RoomsClient[] _clients;
    private readonly Task _receiving;
    private readonly Slot[] _slots = [.. Enumerable.Range(0, Shape.MaxInFlight).Select(static index => new Slot(index))];
    private readonly long[] _sent; // to each room
    private readonly ConcurrentQueue<string> _faults = new();
    private Shape _shape = null!; // of the round
    private volatile bool _running;
    private int _inFlight;

    private RoomsLoad(Cluster cluster, Seating seating, RoomsClient[] clients)
    {
        (_cluster, _seating, _clients, _sent) = (cluster, seating, clients, new long[seating.Rooms]);
        _receiving = Task.WhenAny(clients.Select(client => Task.Run(() => client.ReceiveAsync(this)))).Unwrap();
    }

    public string Name => _cluster.Name;

    public static async Task<RoomsLoad> JoinAsync(Cluster cluster, Seating seating)
    {
        var clients = new RoomsClient[Seating.Connections];
        await Parallel.ForAsync(0, clients.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (index, _) => clients[index] = await RoomsClient.JoinAsync(cluster, seating, index));
        return new(cluster, seating, clients);
    }

    /// <summary>Sends for so long, and waits until everything has arrived.</summary>
    public async Task<Round> RunAsync(Shape shape, TimeSpan duration)
    {
        var before = (At: Stopwatch.GetTimestamp(), Received: Received(), Servers: _cluster.ServersCpu, Redis: _cluster.RedisCpu);
        (_shape, _inFlight, _running) = (shape, shape.InFlight, true);
        foreach (var slot in _slots.AsSpan(0, shape.InFlight).ToArray())
            await SendNextAsync(slot);
        if (await Task.WhenAny(Task.Delay(duration), _receiving) == _receiving)
            await _receiving;
        _running = false;
        await DrainAsync(shape);
        var round = new Round(
            Received() - before.Received,
            Stopwatch.GetElapsedTime(before.At).TotalSeconds,
            (_cluster.ServersCpu - before.Servers).TotalSeconds,
            (_cluster.RedisCpu - before.Redis).TotalSeconds);
        await Task.Delay(50); // for what comes although everything has come
        Check(shape);
        return round;
    }

    /// <returns>The slot, when the message has arrived at the last member of its room.</returns>
    public Slot? Arrived(int index, int number)
    {
        var missing = _slots[index].Arrived(number);
        if (missing < 0)
            _faults.Enqueue(string.Create(CultureInfo.InvariantCulture, $"message {index:D4}-{number:D8} came once too often"));
        return missing == 0 ? _slots[index] : null;
    }

    public ValueTask SendNextAsync(Slot slot)
    {
        if (!_running)
        {
            Interlocked.Decrement(ref _inFlight);
            return ValueTask.CompletedTask;
        }

        var room = _seating.FirstOf(_shape) + slot.NextRoom(_shape);
        Interlocked.Increment(ref _sent[room]);
        var number = slot.Begin(_shape.Members);
        return _clients[_seating.SenderTo(room)].SendAsync(_cluster.Protocol.Message(room, slot.Index, number));
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private long Received() => _clients.Sum(static client => client.Received);

    private async Task DrainAsync(Shape shape)
    {
        for (var since = Stopwatch.GetTimestamp(); Volatile.Read(ref _inFlight) > 0; await Task.Delay(1))
        {
            if (_receiving.IsCompleted)
                await _receiving;
            if (Stopwatch.GetElapsedTime(since) > DrainLimit)
                throw Failure(shape, $"{_inFlight} messages did not arrive everywhere");
        }
    }

    /// <summary>Each message has arrived as often as its room has members; each member has received what was sent to its rooms.</summary>
    private void Check(Shape shape)
    {
        if (!_faults.IsEmpty)
            throw Failure(shape, "more arrived than was sent");
        for (var index = 0; index < _clients.Length; index++)
        {
            var expected = _seating.RoomsOf(index).Sum(room => Volatile.Read(ref _sent[room]));
            if (_clients[index].Received != expected)
                throw Failure(shape, $"{_clients[index].Received} messages at a client that should have {expected}");
        }
    }

    private DeliveryException Failure(Shape shape, string what) => new(
        $"{Name}, {shape.Name}: {what}{(_faults.IsEmpty ? "" : ": " + string.Join(", ", _faults.Take(5)))}");
}
