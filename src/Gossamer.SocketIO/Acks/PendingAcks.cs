using Gossamer.SocketIO.Diagnostics;

namespace Gossamer.SocketIO.Acks;

/// <summary>The answers that one socket owes, by ack id; bounded.</summary>
internal sealed class PendingAcks(int bound, SocketIOMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, IPendingAck> _pending = [];
    private bool _ended;

    /// <returns>False when the socket is gone, or owes as many answers as it may.</returns>
    public bool TryAdd(long id, IPendingAck pending)
    {
        lock (_gate)
        {
            if (_ended || _pending.Count >= bound || !_pending.TryAdd(id, pending))
                return false;
        }

        metrics.AcksPending(1);
        return true;
    }

    /// <returns>False when it was not there any more: it has been answered, or told that the socket is gone.</returns>
    public bool Remove(long id) => Take(id) is not null;

    /// <summary>An answer nobody waits for (any more) is dropped.</summary>
    public void Answer(long id, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        Take(id)?.Answered(json, attachments);
    }

    public void End()
    {
        IPendingAck[] pending;
        lock (_gate)
        {
            _ended = true;
            pending = [.. _pending.Values];
            _pending.Clear();
        }

        metrics.AcksPending(-pending.Length);
        foreach (var one in pending)
            one.Disconnected();
    }

    private IPendingAck? Take(long id)
    {
        IPendingAck? pending;
        lock (_gate)
            _pending.Remove(id, out pending);
        if (pending is not null)
            metrics.AcksPending(-1);
        return pending;
    }
}
