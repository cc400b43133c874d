using System.Runtime.InteropServices;
using Gossamer.SocketIO;

namespace BinaryStream;

/// <summary>The readings of an imaginary instrument, for one client.</summary>
internal sealed class Telemetry(Socket socket, TimeProvider time)
{
    private const int MaxValues = 16_384;
    private const int MaxPerSecond = 100;

    private volatile int _watch; // of the newest: whatever was begun before ends

    /// <summary>From now on so many values, so often a second; in place of what was before. 0: none.</summary>
    public object Watch(int values, int perSecond)
    {
        if (values is < 0 or > MaxValues || perSecond is < 0 or > MaxPerSecond)
            return new { error = new EventError("bad-rate", $"Up to {MaxValues} values, up to {MaxPerSecond} times a second, please.") };
        var watch = ++_watch; // nobody else counts: a socket's events run one at a time
        if (values > 0 && perSecond > 0)
            _ = SendAllAsync(watch, values, TimeSpan.FromSeconds(1.0 / perSecond));
        return new { values, perSecond };
    }

    private async Task SendAllAsync(int watch, int values, TimeSpan period)
    {
        using var timer = new PeriodicTimer(period, time);
        var (start, number) = (time.GetTimestamp(), 0L);
        while (await timer.WaitForNextTickAsync() && socket.Connected && watch == _watch)
        {
            // What passed while the client had no room is skipped.
            number = Math.Max(number + 1, (long)(time.GetElapsedTime(start) / period));
            await socket.EmitAsync("telemetry", number, Read(number, values));
        }
    }

    /// <summary>Little-endian 32-bit floats.</summary>
    private static byte[] Read(long number, int values)
    {
        var readings = new float[values];
        for (var n = 0; n < values; n++)
            readings[n] = MathF.Sin((number * 0.1f) + (n * 0.05f));
        return MemoryMarshal.AsBytes<float>(readings).ToArray();
    }
}
