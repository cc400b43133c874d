namespace Gossamer.SocketIO.Acks;

/// <summary>Waits for one client's answer.</summary>
internal sealed class SingleAck<T>(AnswerFormat<T> format) : IPendingAck
{
    private readonly TaskCompletionSource<AckResult<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answered(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments) =>
        _answer.TrySetResult(format.Read(json, attachments));

    public void Disconnected() => _answer.TrySetResult(new AckResult<T>(AckOutcome.Disconnected, default));

    public async Task<AckResult<T>> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await _answer.Task.WaitAsync(timeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new AckResult<T>(AckOutcome.TimedOut, default);
        }
    }
}
