using System.Buffers;
using System.Collections.Concurrent;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>Says frames of given sizes, then whatever more it is told to.</summary>
internal sealed class Speaker(IEnumerable<int> sizes) : ILinkSender
{
    private readonly ConcurrentQueue<int> _sizes = new(sizes);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LinkClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ILinkChannel Channel { get; set; } = null!;

    internal Task Opened => _opened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    internal Task<LinkClose> Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    internal bool IsClosed => _closed.Task.IsCompleted;

    internal void Say(int size)
    {
        _sizes.Enqueue(size);
        Channel.Wake();
    }

    void ILinkSender.Opened() => _opened.SetResult();

    TakeResult ILinkSender.Take(IBufferWriter<byte> output)
    {
        if (!_sizes.TryDequeue(out var size))
            return TakeResult.Nothing;
        output.GetSpan(size)[..size].Clear();
        output.Advance(size);
        return TakeResult.Frame;
    }

    void ILinkSender.Closed(LinkClose reason) => _closed.SetResult(reason);
}
