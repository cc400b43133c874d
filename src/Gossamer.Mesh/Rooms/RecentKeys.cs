namespace Gossamer.Mesh;

/// <summary>
/// Which messages a server has passed on of late: what comes again, by another way, goes no further. Guarded by the room's lock.
/// </summary>
internal sealed class RecentKeys
{
    private const int Bound = 1_024;

    private readonly HashSet<MessageKey> _keys = [];
    private readonly Queue<MessageKey> _order = [];

    /// <returns>False: it is known.</returns>
    internal bool TryAdd(MessageKey key)
    {
        if (!_keys.Add(key))
            return false;
        _order.Enqueue(key);
        if (_order.Count > Bound)
            _keys.Remove(_order.Dequeue());
        return true;
    }
}
