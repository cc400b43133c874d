using System.IO.Pipelines;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <inheritdoc cref="ConnectionTakeoverTransport"/>
internal sealed class ConnectionTakeoverReader(PipeReader inner) : PipeReader
{
    public bool IsDetached { get; set; }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead()
    {
        if (!IsDetached)
            inner.CancelPendingRead();
    }

    public override void Complete(Exception? exception = null)
    {
        if (!IsDetached)
            inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null) =>
        IsDetached ? ValueTask.CompletedTask : inner.CompleteAsync(exception);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

    protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) =>
        inner.ReadAtLeastAsync(minimumSize, cancellationToken);
}
