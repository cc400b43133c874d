using System.Collections.Concurrent;

namespace Gossamer.Mesh;

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
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private long _allSince; // a time stamp; 0: never

    public void Add(RoomKey room)
    {
        if (_since.Count >= Bound)
            MakeRoom();
        _since[room] = time.GetTimestamp();
    }

    public bool Contains(RoomKey room)
    {
        if (_since.TryGetValue(room, out var since))
        {
            if (IsRecent(since))
                return true;
            _since.TryRemove(KeyValuePair.Create(room, since));
        }

        var all = Volatile.Read(ref _allSince); // after the room was looked for: it is set before the rooms are let go of
        return all != 0 && IsRecent(all);
    }

    private bool IsRecent(long since) => time.GetElapsedTime(since) < lasts;

    private void MakeRoom()
    {
        using (_gate.EnterScope())
        {
            foreach (var (room, since) in _since)
            {
                if (!IsRecent(since))
                    _since.TryRemove(KeyValuePair.Create(room, since));
            }

            if (_since.Count < Bound)
                return;
            Volatile.Write(ref _allSince, Math.Max(1, time.GetTimestamp()));
            _since.Clear();
        }
    }
}
