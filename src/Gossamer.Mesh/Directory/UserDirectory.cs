using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// The users of the whole mesh and where each is connected. Looking up takes no lock; writers (this server's own presence and
/// each peer's) take turns.
/// </summary>
public sealed class UserDirectory
{
    private readonly ConcurrentDictionary<UserName, UserLocations> _users = new();
    private readonly Lock _write = new();
    private SortedNames _sorted = new(0, []);
    private long _version;
    private int _count;

    internal UserDirectory()
    {
    }

    /// <summary>Raised after the set of names changed, on the thread that changed it. Handlers must be cheap and not throw.</summary>
    [SuppressMessage("Design", "MA0046", Justification = "A bare signal: it is raised too often to make arguments for it.")]
    public event Action? Changed;

    /// <summary>How many users there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Rises with every change of the set of names.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Where a user is connected.</summary>
    /// <param name="user">The user.</param>
    public UserLocations Find(UserName user) => _users.GetValueOrDefault(user);

    /// <summary>All names once, in the order of their UTF-16 units.</summary>
    /// <returns>An array that is shared by all who ask before the next change: not to be written to.</returns>
    public string[] ToSortedNames()
    {
        var sorted = Volatile.Read(ref _sorted);
        if (sorted.Version == Version)
            return sorted.Names;

        string[] names;
        long version;
        lock (_write)
        {
            version = _version;
            names = [.. _users.Select(static entry => entry.Key.Value)];
        }

        Array.Sort(names, StringComparer.Ordinal);
        Volatile.Write(ref _sorted, new(version, names));
        return names;
    }

    /// <summary>Sets how many connections a user has on one server.</summary>
    /// <returns>How many there were before, and whether the set of names changed.</returns>
    internal (int Previous, bool NamesChanged) Set(NodeId node, UserName user, int connections)
    {
        lock (_write)
            return SetLocked(node, user, connections);
    }

    /// <summary>Replaces all users of one server.</summary>
    /// <returns>How many users that server had before, and whether the set of names changed.</returns>
    internal (int Previous, bool NamesChanged) Replace(NodeId node, Dictionary<UserName, int> users)
    {
        lock (_write)
        {
            var before = Version;
            var previous = 0;
            foreach (var (user, locations) in _users)
            {
                if (locations.ConnectionsAt(node) == 0)
                    continue;
                previous++;
                if (!users.ContainsKey(user))
                    SetLocked(node, user, 0);
            }

            foreach (var (user, connections) in users)
                SetLocked(node, user, connections);
            return (previous, Version != before);
        }
    }

    /// <summary>Tells that the set of names changed. Called by writers outside their locks.</summary>
    internal void Notify() => Changed?.Invoke();

    private (int Previous, bool NamesChanged) SetLocked(NodeId node, UserName user, int connections)
    {
        var known = _users.TryGetValue(user, out var locations);
        var previous = locations.ConnectionsAt(node);
        if (previous == connections)
            return (previous, false);

        var next = locations.With(node, connections);
        if (next.IsEmpty)
            _users.TryRemove(user, out _);
        else
            _users[user] = next;

        if (known == !next.IsEmpty)
            return (previous, false);

        Volatile.Write(ref _count, _count + (known ? -1 : 1));
        Volatile.Write(ref _version, _version + 1);
        return (previous, true);
    }

    private sealed record SortedNames(long Version, string[] Names);
}
