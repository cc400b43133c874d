using System.Collections.Concurrent;

namespace Gossamer.Server.Events;

/// <summary>Which links are up: a link's end is news if it was, and else an attempt that failed. As many as twice the peers.</summary>
internal sealed class LinkStates
{
    private readonly ConcurrentDictionary<(string Peer, string Direction), byte> _up = new();

    /// <returns>False: it was up before, and is only a newer one.</returns>
    public bool Opened(string peer, string direction) => _up.TryAdd((peer, direction), 0);

    /// <returns>Whether it was up.</returns>
    public bool Closed(string peer, string direction) => _up.TryRemove((peer, direction), out _);
}
