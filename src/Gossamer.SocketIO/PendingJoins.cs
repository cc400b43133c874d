using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <summary>
/// One connection's CONNECTs whose checks take their time, each with the packets of its namespace that came behind it. The connection's
/// other packets go on meanwhile, its heartbeats among them; at the bound, by count or bytes, reading waits as well.
/// </summary>
internal sealed class PendingJoins(int bound, int boundBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);
    private int _count;
    private long _bytes;
    private TaskCompletionSource? _space;
    private volatile bool _any;

    private bool IsFull => _count >= bound || _bytes >= boundBytes;

    /// <summary>What the next packet of that namespace has to wait for; false when nothing is under way.</summary>
    public bool TryFind(string ns, [NotNullWhen(true)] out Task? last)
    {
        last = null;
        if (!_any)
            return false;
        lock (_gate)
            return _last.TryGetValue(ns, out last);
    }

    /// <param name="ns">The namespace.</param>
    /// <param name="running">A CONNECT, or a packet that waits for <see cref="TryFind"/>. Never fails.</param>
    /// <param name="bytes">What is kept for it.</param>
    /// <returns>Ends when the next packet of the connection may be read.</returns>
    public ValueTask Hold(string ns, Task running, int bytes = 0)
    {
        TaskCompletionSource? space = null;
        lock (_gate)
        {
            _last[ns] = running;
            _any = true;
            _count++;
            _bytes += bytes;
            if (IsFull)
                space = _space ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = ReleaseAsync(ns, running, bytes);
        return space is null ? ValueTask.CompletedTask : new ValueTask(space.Task);
    }

    private async Task ReleaseAsync(string ns, Task running, int bytes)
    {
        await running.ConfigureAwait(false);
        lock (_gate)
        {
            if (_last.TryGetValue(ns, out var last) && last == running)
                _last.Remove(ns);
            _any = _last.Count > 0;
            _count--;
            _bytes -= bytes;
            if (IsFull)
                return;
            _space?.TrySetResult();
            _space = null;
        }
    }
}
