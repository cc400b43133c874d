using System.Collections.Concurrent;

namespace Gossamer.Samples.Hubs;

/// <summary>Who is in which room.</summary>
public sealed class Attendance
{
    private readonly ConcurrentDictionary<(string Room, string ConnectionId), string> _names = new();

    /// <summary>Somebody enters.</summary>
    public void Enter(string room, string connectionId, string name) => _names[(room, connectionId)] = name;

    /// <summary>Whether a connection is there.</summary>
    public bool IsIn(string room, string connectionId) => _names.ContainsKey((room, connectionId));

    /// <summary>The names, sorted.</summary>
    public string[] Of(string room) =>
        [.. _names.Where(pair => pair.Key.Room == room).Select(static pair => pair.Value)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Everybody leaves a room.</summary>
    public void Empty(string room) => Remove(key => key.Room == room);

    /// <summary>Somebody is gone.</summary>
    public void Leave(string connectionId) => Remove(key => key.ConnectionId == connectionId);

    private void Remove(Func<(string Room, string ConnectionId), bool> isMeant)
    {
        foreach (var key in _names.Keys.Where(isMeant))
            _names.TryRemove(key, out _);
    }
}
