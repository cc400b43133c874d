using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Acks;

/// <summary>Waits for one client's answer.</summary>
internal sealed class SingleAnswer<T>(JsonTypeInfo<T> type) : IPendingAnswer
{
    private readonly TaskCompletionSource<Answer<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answered(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments) =>
        _answer.TrySetResult(AnswerJson.Read(json, attachments, type));

    public void Disconnected() => _answer.TrySetResult(new Answer<T>(AnswerOutcome.Disconnected, default));

    public async Task<Answer<T>> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await _answer.Task.WaitAsync(timeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new Answer<T>(AnswerOutcome.TimedOut, default);
        }
    }
}
