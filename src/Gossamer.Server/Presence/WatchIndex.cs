using Gossamer.Mesh;

namespace Gossamer.Server.Presence;

/// <summary>From a name to those who watch it.</summary>
internal sealed class WatchIndex
{
    private readonly Dictionary<UserName, HashSet<Watcher>> _watchers = [];
    private int _count;

    /// <summary>Nobody watches anybody. The only member that may be asked without the lock.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    public void Add(UserName name, Watcher watcher)
    {
        if (!_watchers.TryGetValue(name, out var watchers))
            _watchers.Add(name, watchers = []);
        watchers.Add(watcher);
        Volatile.Write(ref _count, _watchers.Count);
    }

    public void Remove(UserName name, Watcher watcher)
    {
        if (_watchers.TryGetValue(name, out var watchers) && watchers.Remove(watcher) && watchers.Count == 0)
            _watchers.Remove(name);
        Volatile.Write(ref _count, _watchers.Count);
    }

    public IReadOnlyCollection<Watcher> Of(UserName name) => _watchers.GetValueOrDefault(name) ?? (IReadOnlyCollection<Watcher>)[];
}
