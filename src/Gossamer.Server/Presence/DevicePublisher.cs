using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// Tells a user's connections when another one of that user comes or goes, at whichever server: <c>devices</c>, at most once in a window
/// (<see cref="PresenceOptions.Window"/>). A user with one connection hears nothing. Costs what has changed, however many users there are.
/// </summary>
internal sealed class DevicePublisher : IDisposable
{
    private readonly IOnlineUsers _users;
    private readonly PresenceOptions _options;
    private readonly ConcurrentDictionary<UserName, DeviceGroup> _groups = new();
    private readonly ConcurrentDictionary<UserName, byte> _changed = new(); // of users with a group only, so no more than connections
    private readonly RoundTimer _timer;
    private int _areAllChanged;

    public DevicePublisher(IOnlineUsers users, PresenceOptions options, TimeProvider time, ILogger<DevicePublisher> logger)
    {
        (_users, _options) = (users, options);
        _timer = new RoundTimer(time, Round, options.Window, logger);
    }

    /// <summary>How many connections the user has, at all servers.</summary>
    public int CountOf(UserName user) => _users.Current.Find(user).TotalConnections;

    /// <summary>A connection is that user's now, and has been told of so many.</summary>
    public void Add(UserName user, IConnection connection, int told)
    {
        while (true)
        {
            var group = _groups.GetOrAdd(user, static _ => new DeviceGroup());
            lock (group)
            {
                if (group.IsGone)
                    continue; // its last member has just left
                group.Told[connection] = told;
            }

            Signal(user); // it may have changed meanwhile
            return;
        }
    }

    public void Remove(UserName user, IConnection connection)
    {
        if (!_groups.TryGetValue(user, out var group))
            return;
        lock (group)
        {
            group.Told.Remove(connection);
            if (group.IsGone = group.Told.Count == 0)
                _groups.TryRemove(user, out _);
        }
    }

    /// <summary>A user's number of connections has changed; without a user, those of many. Cheap; call it from anywhere.</summary>
    public void Signal(UserName? user)
    {
        if (user is not { } one)
            Volatile.Write(ref _areAllChanged, 1);
        else if (!_groups.ContainsKey(one) || !_changed.TryAdd(one, 0))
            return;
        _timer.Signal();
    }

    public void Dispose() => _timer.Dispose();

    private NextRound Round(TimeSpan now)
    {
        var changed = Interlocked.Exchange(ref _areAllChanged, 0) != 0 ? _groups.Keys : _changed.Keys;
        var isSomebodyLate = false;
        foreach (var user in changed)
        {
            _changed.TryRemove(user, out _); // before the look: what changes later comes again
            if (!_groups.TryGetValue(user, out var group) || Tell(group, CountOf(user)))
                continue;
            _changed.TryAdd(user, 0);
            isSomebodyLate = true;
        }

        var window = now + _options.Window;
        return new NextRound(window, isSomebodyLate ? window : null);
    }

    /// <returns>False: a connection's outbox is too full; it is sent the count of a later round.</returns>
    private bool Tell(DeviceGroup group, int count)
    {
        var areAllTold = true;
        lock (group)
        {
            EncodedPacket? packet = null;
            foreach (var (connection, told) in group.Told)
                if (told == count)
                    continue;
                else if (connection.WaitingBytes > _options.LagBytes)
                    areAllTold = false;
                else
                {
                    connection.Send(packet ??= Frame(count));
                    group.Told[connection] = count;
                }
        }

        return areAllTold;
    }

    /// <summary><code>42["devices",{"connections":2}]</code></summary>
    private static EncodedPacket Frame(int count) =>
        EncodedPacket.FromFrame(JsonOutput.Begin().Raw("""42["devices",{"connections":"""u8).Number(count).Raw("}]"u8).Take());

    /// <summary>A user's connections here, and of how many each was told. Its own lock; nothing but outboxes is called under it.</summary>
    private sealed class DeviceGroup
    {
        public Dictionary<IConnection, int> Told { get; } = [];

        public bool IsGone { get; set; }
    }
}
