namespace Gossamer.Server.Connections;

/// <summary>What this server has done since it started.</summary>
internal sealed class ChatCounters
{
    private long _taken;
    private long _handed;

    /// <summary>Messages that clients of this server sent and that were not refused.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Messages put into the queues of connections here, each copy counted, those for the senders' own connections too.</summary>
    public long Handed => Volatile.Read(ref _handed);

    public void Took() => Interlocked.Increment(ref _taken);

    public void HandedOver(int copies)
    {
        if (copies > 0)
            Interlocked.Add(ref _handed, copies);
    }
}
