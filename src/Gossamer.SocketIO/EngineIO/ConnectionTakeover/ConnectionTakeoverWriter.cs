using System.IO.Pipelines;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <inheritdoc cref="ConnectionTakeoverTransport"/>
internal sealed class ConnectionTakeoverWriter(PipeWriter inner) : PipeWriter
{
    public bool IsDetached { get; set; }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override void CancelPendingFlush()
    {
        if (!IsDetached)
            inner.CancelPendingFlush();
    }

    public override void Complete(Exception? exception = null)
    {
        if (!IsDetached)
            inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null) =>
        IsDetached ? ValueTask.CompletedTask : inner.CompleteAsync(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(source, cancellationToken);
}
