using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Hubs;

/// <summary>The hubs that are served, by their classes, and which namespaces are theirs.</summary>
internal sealed class HubTable
{
    private readonly ConcurrentDictionary<Type, HubCallers> _hubs = new();
    private readonly ConcurrentDictionary<string, Type> _namespaces = new(StringComparer.Ordinal);

    public void Add(Type hub, string ns, HubCallers callers)
    {
        if (!_namespaces.TryAdd(ns, hub))
            throw new InvalidOperationException($"The namespace {ns} has a hub already: {_namespaces[ns]}.");
        if (_hubs.TryAdd(hub, callers))
            return;
        _namespaces.TryRemove(ns, out _);
        throw new InvalidOperationException($"The hub {hub} is served in another namespace already; derive another hub from it.");
    }

    public HubCallers Get(Type hub) => _hubs.TryGetValue(hub, out var callers)
        ? callers
        : throw new InvalidOperationException($"The hub {hub} is not served: app.MapSocketHub<{hub.Name}>(\"/namespace\") does that.");
}
