namespace Gossamer.Mesh;

/// <summary>
/// The last step on a server: hands a message to the connections here, once. What its sender may repeat - through another server too,
/// when its own has died before it answered - is remembered, and a repetition gets the answer of the first time.
/// </summary>
internal sealed class DeliveryDeduplicator(ILocalDelivery local, DeduplicationWindow<DeliveryDeduplicator.Entry> recent)
{
    /// <summary>The recipient's connections that took it, or <see cref="ILocalDelivery.Refused"/>.</summary>
    internal int Deliver(Envelope message) => message.MayRepeat
        ? recent.GetOrAdd(message.From, message.Id, new Entry()).Once(local, message)
        : local.Deliver(message);

    /// <summary>One message, handed over or about to be.</summary>
    internal sealed class Entry
    {
        private int _connections = ILocalDelivery.Refused;

        internal int Once(ILocalDelivery local, Envelope message)
        {
            if (Volatile.Read(ref _connections) is var known and >= 0)
                return known;
            lock (this) // nobody else knows this object; a repetition waits for the first to be done
            {
                if (_connections < 0)
                    Volatile.Write(ref _connections, local.Deliver(message)); // a refused one may be repeated as if for the first time
                return _connections;
            }
        }
    }
}
