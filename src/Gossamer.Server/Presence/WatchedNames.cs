using Gossamer.Mesh;

namespace Gossamer.Server.Presence;

/// <summary>From a name to those who watch it.</summary>
internal sealed class WatchedNames
{
    private readonly Dictionary<UserName, HashSet<Watcher>> _watchers = [];

    public bool IsEmpty => _watchers.Count == 0;

    public void Add(UserName name, Watcher watcher)
    {
        if (!_watchers.TryGetValue(name, out var watchers))
            _watchers.Add(name, watchers = []);
        watchers.Add(watcher);
    }

    public void Remove(UserName name, Watcher watcher)
    {
        if (_watchers.TryGetValue(name, out var watchers) && watchers.Remove(watcher) && watchers.Count == 0)
            _watchers.Remove(name);
    }

    public IReadOnlyCollection<Watcher> Of(UserName name) => _watchers.GetValueOrDefault(name) ?? (IReadOnlyCollection<Watcher>)[];
}
