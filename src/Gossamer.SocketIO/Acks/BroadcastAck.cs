namespace Gossamer.SocketIO.Acks;

/// <summary>Collects the answers of all receivers of a broadcast.</summary>
internal sealed class BroadcastAck<T>(AnswerFormat<T> format) : IPendingAck
{
    private readonly Lock _gate = new();
    private readonly List<T?> _values = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _done;
    private bool _sealed;

    public void Ask()
    {
        lock (_gate)
            _asked++;
    }

    /// <summary>Everybody was asked: from here on the last answer ends the waiting.</summary>
    public void Seal()
    {
        lock (_gate)
            _sealed = true;
        EndIfAll();
    }

    public void Answered(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        var answer = format.Read(json, attachments);
        lock (_gate)
        {
            _done++;
            if (answer.IsAnswered)
                _values.Add(answer.Value);
        }

        EndIfAll();
    }

    public void Disconnected()
    {
        lock (_gate)
            _done++;
        EndIfAll();
    }

    public async Task<AckResults<T>> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await _all.Task.WaitAsync(timeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Those who were late are told by the count of those who were asked.
        }

        lock (_gate)
            return new AckResults<T>([.. _values], _asked);
    }

    private void EndIfAll()
    {
        lock (_gate)
        {
            if (!_sealed || _done < _asked)
                return;
        }

        _all.TrySetResult();
    }
}
