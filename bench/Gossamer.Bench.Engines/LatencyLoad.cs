using System.Buffers.Text;
using System.Diagnostics;

namespace Gossamer.Bench.Engines;

/// <summary>Pairs of users at two servers each, of whom one sends now and then: how long messages take when there is no crowd.</summary>
internal sealed class LatencyLoad : IMessageReader
{
    private const int Pairs = 32;
    private const int MessagesPerSecond = 400;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly List<MeshClient> _senders = [];
    private readonly List<MeshClient> _receivers = [];
    private readonly List<double> _microseconds = [];
    private int _next;

    public static async Task<LatencyLoad> JoinAsync(EngineMesh mesh)
    {
        var load = new LatencyLoad();
        for (var number = 0; number < Pairs; number++)
        {
            var (from, to) = Seats.OfPair(mesh.Count, number);
            load._senders.Add(await MeshClient.JoinAsync(mesh.EndPoints[from], $"late-from-{number}", reader: Nobody.Instance));
            load._receivers.Add(await MeshClient.JoinAsync(mesh.EndPoints[to], $"late-to-{number}", reader: load));
        }

        return load;
    }

    /// <returns>Of the times from sending to arrival the median and the 99th of 100, in us.</returns>
    public async Task<(double P50, double P99)> RunAsync(TimeSpan duration)
    {
        lock (_microseconds)
            _microseconds.Clear();
        using var timer = new PeriodicTimer(Step);
        var (start, sent) = (Stopwatch.GetTimestamp(), 0);
        for (var passed = TimeSpan.Zero; passed < duration; passed = Stopwatch.GetElapsedTime(start))
        {
            for (; sent < passed.TotalSeconds * MessagesPerSecond; sent++)
                await SendAsync(_next++ % Pairs);
            await timer.WaitForNextTickAsync();
        }

        while (Stopwatch.GetElapsedTime(start) < duration + TimeSpan.FromSeconds(10) && Arrived < sent)
            await Task.Delay(10);
        lock (_microseconds)
        {
            if (_microseconds.Count != sent)
                throw new InvalidOperationException($"Of {sent} messages {_microseconds.Count} arrived.");
            _microseconds.Sort();
            return (_microseconds[sent / 2], _microseconds[sent * 99 / 100]);
        }
    }

    public void Read(ReadOnlySpan<byte> message)
    {
        var mark = "\"text\":\""u8;
        if (message.IndexOf(mark) is >= 0 and var at && Utf8Parser.TryParse(message[(at + mark.Length)..], out long sent, out _))
        {
            lock (_microseconds)
                _microseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
        }
    }

    public ValueTask PauseAsync() => default;

    public async Task LeaveAsync()
    {
        foreach (var client in _senders.Concat(_receivers))
            await client.LeaveAsync();
    }

    private int Arrived
    {
        get
        {
            lock (_microseconds)
                return _microseconds.Count;
        }
    }

    private ValueTask SendAsync(int pair) => _senders[pair].EmitAsync(
        $$"""["im",{"from":"late-from-{{pair}}","to":"late-to-{{pair}}","text":"{{Stopwatch.GetTimestamp()}}"}]""");
}
