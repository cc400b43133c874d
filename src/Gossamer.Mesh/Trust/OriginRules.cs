namespace Gossamer.Mesh;

/// <summary>
/// What must hold of the numbers of other servers' lives that a peer names: a life that is linked here tells its last number itself. What
/// is far beyond that is refused; what is a little beyond may be under way (<see cref="IMessageEnvironment.IsAhead"/>).
/// </summary>
internal static class OriginRules
{
    /// <summary>Those that may be; the others are refused.</summary>
    internal static List<StreamEntry> Possible(this IEnumerable<StreamEntry> entries, MeshMessages messages, PeerConduct conduct) =>
        Possible(entries, messages, conduct, static entry => (entry.Origin, entry.Number));

    /// <inheritdoc cref="Possible(IEnumerable{StreamEntry}, MeshMessages, PeerConduct)"/>
    internal static List<KeyPlace> Possible(this IEnumerable<KeyPlace> places, MeshMessages messages, PeerConduct conduct) =>
        Possible(places, messages, conduct, static place => (place.Origin, place.Number));

    /// <inheritdoc cref="Possible(IEnumerable{StreamEntry}, MeshMessages, PeerConduct)"/>
    internal static List<InheritedLast> Possible(this IEnumerable<InheritedLast> lasts, MeshMessages messages, PeerConduct conduct) =>
        Possible(lasts, messages, conduct, static last => (last.Life, last.Number));

    private static List<T> Possible<T>(
        IEnumerable<T> items, MeshMessages messages, PeerConduct conduct, Func<T, (Origin Life, ulong Number)> placeOf)
    {
        var possible = new List<T>();
        foreach (var item in items)
        {
            var (life, number) = placeOf(item);
            if (messages.IsInvented(life, number))
                conduct.Refuse(PeerBreach.Number);
            else
                possible.Add(item);
        }

        return possible;
    }
}
