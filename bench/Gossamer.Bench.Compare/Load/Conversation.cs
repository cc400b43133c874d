using System.Diagnostics;
using System.Globalization;
using Gossamer.Bench.Load;
using HdrHistogram;

namespace Gossamer.Bench.Compare;

/// <summary>
/// A sender and all connections that get what it says, the sender's own among them. Closed loop: what all recipients have is sent anew.
/// Open loop: what is due is sent, whatever has become of the last.
/// </summary>
internal sealed class Conversation : ILoadGroup
{
    private const int DueSlots = 1 << 16;

    private readonly Scenario _scenario;
    private readonly ChatProtocol _protocol;
    private readonly Address _address;
    private readonly Client _sender;
    private readonly Client[] _seats;
    private readonly long[] _arrived;
    private readonly int _recipients;
    private readonly byte[] _frames;
    private readonly int _frameLength;
    private readonly Lock _gate = new();
    private readonly long[] _due = new long[DueSlots]; // by the message's number, of a histogram's round
    private LongHistogram? _latencies;
    private long _sent;
    private bool _isRunning;

    /// <param name="number">Of the conversation.</param>
    /// <param name="scenario">The load.</param>
    /// <param name="protocol">Of the servers.</param>
    /// <param name="address">From whom to whom.</param>
    /// <param name="sender">The connection that sends.</param>
    /// <param name="recipients">All that the message is for.</param>
    /// <param name="echoes">The sender's own.</param>
    public Conversation(int number, Scenario scenario, ChatProtocol protocol, Address address, Client sender,
        IReadOnlyList<Client> recipients, IReadOnlyList<Client> echoes)
    {
        (Number, _scenario, _protocol, _address, _sender) = (number, scenario, protocol, address, sender);
        _seats = [.. recipients, .. echoes];
        (_recipients, _arrived) = (recipients.Count, new long[_seats.Length]);
        var frame = protocol.Message(address, Text, id: null);
        (_frames, _frameLength) = (ClientFrames.Repeat(frame, scenario.Window), frame.Length);
        for (var seat = 0; seat < _seats.Length; seat++)
            _seats[seat].Hear(this, seat);
    }

    public int Number { get; }

    public Task Receiving => Task.WhenAll(_seats.Select(static seat => seat.Receiving));

    public long Delivered
    {
        get
        {
            lock (_gate)
                return Everywhere();
        }
    }

    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return Array.TrueForAll(_arrived, arrived => arrived == _sent);
        }
    }

    /// <summary>Connections that get each message.</summary>
    public int Seats => _seats.Length;

    private string Text => string.Create(CultureInfo.InvariantCulture, $"{ArrivalReader.Mark}{Number:D4} ")
        .PadRight(_scenario.TextLength, 'x');

    public ValueTask StartAsync()
    {
        lock (_gate)
        {
            _isRunning = true;
            _sent += _scenario.Window;
        }

        return SendAsync(_scenario.Window);
    }

    public void Stop()
    {
        lock (_gate)
            _isRunning = false;
    }

    /// <summary>From now on times are recorded, in microseconds.</summary>
    public void Record(LongHistogram latencies)
    {
        lock (_gate)
            _latencies = latencies;
    }

    public LongHistogram? TakeLatencies()
    {
        lock (_gate)
        {
            var taken = _latencies;
            _latencies = null;
            return taken;
        }
    }

    /// <summary>Open loop: one more message, that was due at that time.</summary>
    /// <returns>False when too many are under way: nothing is sent.</returns>
    public bool TrySend(long due, out ValueTask sending)
    {
        lock (_gate)
        {
            sending = default;
            if (_sent - _arrived.Min() >= DueSlots)
                return false;
            _due[_sent % DueSlots] = due;
            _sent++;
        }

        sending = SendAsync(1);
        return true;
    }

    public void Arrived(int seat)
    {
        lock (_gate)
        {
            if (_latencies is { } latencies && seat < _recipients)
                latencies.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(_due[_arrived[seat] % DueSlots]).TotalMicroseconds));
            _arrived[seat]++;
        }
    }

    /// <summary>Sends anew what has arrived at all recipients.</summary>
    public ValueTask GoOnAsync()
    {
        int more;
        lock (_gate)
        {
            if (!_isRunning)
                return default;
            more = (int)(Everywhere() + _scenario.Window - _sent);
            _sent += more;
        }

        return more > 0 ? SendAsync(more) : default;
    }

    /// <summary>Says something until everybody hears it: then all have joined, and each server knows of all.</summary>
    public async Task WaitUntilHeardAsync()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await SendAsync(1);
            for (var look = 0; look < 20; look++)
            {
                await Task.Delay(10);
                lock (_gate)
                {
                    if (Array.TrueForAll(_arrived, static arrived => arrived > 0))
                        return;
                }
            }
        }

        throw new InvalidOperationException($"What conversation {Number} says is not heard.");
    }

    /// <summary>All that was said before is over.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            Array.Clear(_arrived);
            _sent = 0;
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return $"{Number}: {_sent} sent, {string.Join('/', _arrived)} arrived";
    }

    public void Dispose()
    {
        foreach (var seat in _seats)
            seat.Dispose();
    }

    private long Everywhere()
    {
        var everywhere = _arrived[0];
        for (var seat = 1; seat < _recipients; seat++)
            everywhere = Math.Min(everywhere, _arrived[seat]);
        return everywhere;
    }

    private ValueTask SendAsync(int count) =>
        _scenario.HasIds ? _sender.SendAsync(FramesWithIds(count)) : _sender.SendAsync(_frames.AsMemory(0, count * _frameLength));

    private byte[] FramesWithIds(int count)
    {
        using var frames = new MemoryStream();
        for (var i = 0; i < count; i++)
            frames.Write(_protocol.Message(_address, Text, Guid.NewGuid().ToString("N")));
        return frames.ToArray();
    }
}
