using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh;

/// <summary>
/// The rooms that sockets have just joined, or are about to, wherever they are: as others said, or as this server told them. Until the
/// directory of rooms says so, all servers count as having members: what this server emits next goes to those who are meant.
/// </summary>
/// <param name="lasts">How long; longer than a message between servers may take.</param>
/// <param name="time">What counts it.</param>
internal sealed class RecentJoins(TimeSpan lasts, TimeProvider time)
{
    /// <summary>When there are as many, those that are over are looked for; if none is, all rooms count as recent for a while.</summary>
    private const int Bound = 10_000;

    private readonly ConcurrentDictionary<RoomKey, long> _since = new();
    private readonly Lock _gate = new();
    private long? _allSince;

    public void Add(RoomKey room)
    {
        if (_since.Count >= Bound)
            MakeRoom();
        _since[room] = time.GetTimestamp();
    }

    public bool Contains(RoomKey room)
    {
        if (_since.IsEmpty)
            return false;
        lock (_gate)
        {
            if (_allSince is { } all && IsRecent(all))
                return true;
        }

        if (!_since.TryGetValue(room, out var since))
            return false;
        if (IsRecent(since))
            return true;
        _since.TryRemove(KeyValuePair.Create(room, since));
        return false;
    }

    private bool IsRecent(long since) => time.GetElapsedTime(since) < lasts;

    private void MakeRoom()
    {
        lock (_gate)
        {
            foreach (var (room, since) in _since)
            {
                if (!IsRecent(since))
                    _since.TryRemove(KeyValuePair.Create(room, since));
            }

            if (_since.Count < Bound)
                return;
            _since.Clear();
            _allSince = time.GetTimestamp();
        }
    }
}
