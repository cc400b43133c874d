using System.Threading.Channels;

namespace Gossamer.Mesh;

/// <summary>Wakes one waiter; many settings before it comes by count as one. Never runs the waiter on the setter's thread.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal void Set() => _set.Writer.TryWrite(true);

    internal ValueTask<bool> WaitAsync(CancellationToken ct) => _set.Reader.ReadAsync(ct);
}
