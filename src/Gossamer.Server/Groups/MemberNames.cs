using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>The users in a room, at one server or at all: each once, sorted as JavaScript sorts.</summary>
/// <param name="Names">Null: there are more than are told.</param>
internal readonly record struct MemberNames(string[]? Names)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static MemberNames None => new([]);

    /// <summary>By which servers see whether they know the same: FNV-1a of all names, 0 for too many.</summary>
    public ulong Hash
    {
        get
        {
            if (Names is null)
                return 0;
            var hash = Offset;
            foreach (var name in Names)
                foreach (var unit in name + "\n")
                    hash = unchecked((hash ^ unit) * Prime);
            return Math.Max(1, hash);
        }
    }

    /// <param name="users">Each once.</param>
    /// <param name="most">How many are told.</param>
    public static MemberNames Of(IReadOnlyCollection<UserName> users, int most) =>
        users.Count > most ? new(null) : Of(users.Select(static user => user.Value), most);

    public static MemberNames Of(IEnumerable<string> names, int most)
    {
        var sorted = new SortedSet<string>(names, StringComparer.Ordinal);
        return sorted.Count > most ? new(null) : new([.. sorted]);
    }

    /// <summary>Those of several servers together.</summary>
    public static MemberNames Union(IReadOnlyList<MemberNames> all, int most) =>
        all.Any(static one => one.Names is null) ? new(null) : Of(all.SelectMany(static one => one.Names!), most);
}
