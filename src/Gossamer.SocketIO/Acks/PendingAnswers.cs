namespace Gossamer.SocketIO.Acks;

/// <summary>The answers that one socket owes, by ack id; bounded.</summary>
internal sealed class PendingAnswers(int bound)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, IPendingAnswer> _pending = [];
    private bool _ended;

    /// <returns>False when the socket is gone, or owes as many answers as it may.</returns>
    public bool TryAdd(long id, IPendingAnswer pending)
    {
        lock (_gate)
            return !_ended && _pending.Count < bound && _pending.TryAdd(id, pending);
    }

    public void Remove(long id)
    {
        lock (_gate)
            _pending.Remove(id);
    }

    /// <summary>An answer nobody waits for (any more) is dropped.</summary>
    public void Answer(long id, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        IPendingAnswer? pending;
        lock (_gate)
            _pending.Remove(id, out pending);
        pending?.Answered(json, attachments);
    }

    public void End()
    {
        IPendingAnswer[] pending;
        lock (_gate)
        {
            _ended = true;
            pending = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var one in pending)
            one.Disconnected();
    }
}
