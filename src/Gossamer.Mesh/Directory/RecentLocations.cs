namespace Gossamer.Mesh;

/// <summary>
/// Where the users are that were looked up last: who talks, talks on, and a look-up in the table takes as long as half of a message's
/// routing. An entry counts for one revision of the directory. Lossy and without a lock: a slot is one reference, of whoever was looked up
/// last.
/// </summary>
internal sealed class RecentLocations
{
    private const int Slots = 4096; // a power of two

    private readonly Entry?[] _slots = new Entry?[Slots];

    internal UserLocations Find(UserSnapshot snapshot, UserName user)
    {
        ref var slot = ref _slots[user.GetHashCode() & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && known.Revision == snapshot.Revision && known.User == user)
            return known.Locations;
        var locations = snapshot.Find(user);
        Volatile.Write(ref slot, new(snapshot.Revision, user, locations));
        return locations;
    }

    private sealed record Entry(long Revision, UserName User, UserLocations Locations);
}
