using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// The users of the whole mesh and where each is connected: one sorted table that every change makes anew, sharing all but the place of
/// the change with the one before. So readers take no lock and see one moment whole; writers (this server's own presence and each peer's)
/// take turns.
/// </summary>
public sealed class UserDirectory
{
    private readonly OrderedLock _write = new(LockRank.Leaf);
    private readonly RecentLocations _recent = new();
    private UserSnapshot _current = UserSnapshot.Empty;

    internal UserDirectory()
    {
    }

    /// <summary>
    /// Raised after the set of names changed, on the thread that changed it, which may hold locks of the mesh. Handlers must be cheap, not
    /// throw, and take no lock under which the mesh is called.
    /// </summary>
    [SuppressMessage("Design", "MA0046", Justification = "A bare signal: it is raised too often to make arguments for it.")]
    public event Action? Changed;

    /// <summary>
    /// Raised after a user's number of connections on one server changed; without a user, those of many at once. For handlers the same
    /// holds as for <see cref="Changed"/>, and other locks of the mesh may be held.
    /// </summary>
    [SuppressMessage("Design", "MA0046", Justification = "Likewise.")]
    public event Action<UserName?>? ConnectionsChanged;

    /// <summary>The users as of now.</summary>
    public UserSnapshot Current => Volatile.Read(ref _current);

    /// <summary>How many users there are.</summary>
    public int Count => Current.Count;

    /// <summary>Rises with every change of the set of names.</summary>
    public long Version => Current.Version;

    /// <summary>Where a user is connected.</summary>
    /// <param name="user">The user.</param>
    public UserLocations Find(UserName user) => _recent.Find(Current, user);

    /// <summary>Sets how many connections a user has on one server.</summary>
    /// <returns>How many there were before, and whether the set of names changed.</returns>
    internal (int Previous, bool NamesChanged) Set(NodeId node, UserName user, int connections)
    {
        Span<byte> bytes = stackalloc byte[UserNameCodec.Max];
        var result = Set(node, bytes[..UserNameCodec.Write(user.Value, bytes)], connections);
        if (result.Previous != connections)
            ConnectionsChanged?.Invoke(user);
        return result;
    }

    private (int Previous, bool NamesChanged) Set(NodeId node, ReadOnlySpan<byte> name, int connections)
    {
        using (_write.EnterScope())
        {
            var (nodes, index) = NodeOf(node);
            var known = _current.LocationsOf(name);
            var previous = known.IsEmpty ? 0 : LocationBytes.ConnectionsAt(known, index);
            if (previous == connections)
                return (previous, false);

            var next = LocationBytes.With(known, index, connections);
            var table = next.Length == 0 ? TableEditor.Remove(_current.Table, name) : TableEditor.Put(_current.Table, name, next);
            var added = (next.Length == 0 ? 0 : 1) - (known.IsEmpty ? 0 : 1);
            Publish(table, nodes, _current.Count + added, added != 0);
            return (previous, added != 0);
        }
    }

    /// <summary>Replaces all users of one server. Readers see all of them as they were, or all as they are.</summary>
    /// <returns>How many users that server had before, and whether the set of names changed.</returns>
    internal (int Previous, bool NamesChanged) Replace(NodeId node, Dictionary<UserName, int> users)
    {
        KeyValuePair<UserName, int>[] sorted = [.. users];
        Array.Sort(sorted, static (one, other) => one.Key.CompareTo(other.Key));
        var result = Replace(node, sorted);
        ConnectionsChanged?.Invoke(null);
        return result;
    }

    private (int Previous, bool NamesChanged) Replace(NodeId node, KeyValuePair<UserName, int>[] sorted)
    {
        using (_write.EnterScope())
        {
            var (nodes, index) = NodeOf(node);
            var merge = TableEditor.Merge(_current.Table, index, sorted);
            Publish(merge.Result, nodes, merge.Count, merge.NamesChanged);
            return (merge.Previous, merge.NamesChanged);
        }
    }

    /// <summary>
    /// Tells that the set of names changed. Called outside the locks of the directory and the presence, but perhaps under a stripe or a
    /// peer's.
    /// </summary>
    internal void Notify() => Changed?.Invoke();

    private (NodeTable Nodes, int Index) NodeOf(NodeId node)
    {
        if (_current.Nodes.IndexOf(node) is >= 0 and var index)
            return (_current.Nodes, index);
        var nodes = _current.Nodes.With(node);
        return (nodes, nodes.IndexOf(node));
    }

    /// <summary>The server is gone for good: it has no users here, and its place may be another's.</summary>
    internal void Forget(NodeId node)
    {
        using (_write.EnterScope())
            if (_current.Nodes.IndexOf(node) >= 0)
                Publish(_current.Table, _current.Nodes.Without(node), _current.Count, namesChanged: false);
    }

    private void Publish(UserTable table, NodeTable nodes, int count, bool namesChanged) =>
        Volatile.Write(ref _current, new(table, nodes, count, _current.Version + (namesChanged ? 1 : 0), _current.Revision + 1));
}
