namespace Gossamer.SocketIO.Acks;

/// <summary>A question to some of this server's sockets, which hands on their answers as they come and ends with the last one.</summary>
internal sealed class LocalQuestion(IClientAnswers answers) : IPendingAck
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    /// <param name="packet">The event, with its ack id.</param>
    /// <param name="id">The ack id.</param>
    /// <param name="sockets">Whom to ask.</param>
    /// <param name="timeout">How long to wait for the last of them.</param>
    /// <param name="time">What counts it.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public async Task AskAsync(
        EncodedPacket packet, long id, Socket[] sockets, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        answers.Asked(sockets.Length);
        _left = sockets.Length + 1; // until all have been asked
        try
        {
            foreach (var socket in sockets)
            {
                if (!socket.TryAsk(id, packet, this))
                    EndOne();
            }

            EndOne();
            await _all.Task.WaitAsync(timeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // those who were late are told by the count of those who were asked
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Forget(id);
        }
    }

    public void Answered(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        answers.Answered(json, attachments);
        EndOne();
    }

    public void Disconnected() => EndOne();

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _all.TrySetResult();
    }
}
