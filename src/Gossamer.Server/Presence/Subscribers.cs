using System.Collections.Concurrent;
using Gossamer.Server.Connections;

namespace Gossamer.Server.Presence;

/// <summary>The connections of one presence mode, each with what its publisher remembers of it.</summary>
internal sealed class Subscribers<T>
    where T : class
{
    private readonly ConcurrentDictionary<IConnection, T> _all = new();
    private int _count; // the dictionary's own count takes all its locks, and every change of the mesh's users asks

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    public IEnumerable<KeyValuePair<IConnection, T>> All => _all;

    /// <summary>Adds a connection, or begins anew with one that is there.</summary>
    public void Set(IConnection connection, T remembered)
    {
        Remove(connection);
        if (_all.TryAdd(connection, remembered))
            Interlocked.Increment(ref _count);
    }

    public void Remove(IConnection connection)
    {
        if (_all.TryRemove(connection, out _))
            Interlocked.Decrement(ref _count);
    }
}
