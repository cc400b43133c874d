namespace Gossamer.SocketIO;

/// <summary>The rooms of one namespace.</summary>
/// <param name="Rooms">
/// The names of all rooms with members, those of the sockets' own ids not among them, and how many sockets are in each.
/// </param>
/// <param name="Missing">What the adapter calls the servers that did not answer in time.</param>
public sealed record FetchedRooms(IReadOnlyDictionary<string, int> Rooms, IReadOnlyList<string> Missing)
{
    /// <summary>Whether all servers answered.</summary>
    public bool IsComplete => Missing.Count == 0;
}
