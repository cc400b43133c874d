using System.Globalization;

namespace Gossamer.Bench.Rooms;

/// <summary>A load: rooms to which messages are broadcast. Bounded in everything.</summary>
/// <param name="Rooms">How many rooms there are; messages go to all of them in turn.</param>
/// <param name="Members">Connections in each room, those of a room spread over all servers.</param>
/// <param name="InFlight">Messages that are under way at a time, in all rooms together.</param>
internal sealed record Shape(int Rooms, int Members, int InFlight)
{
    public const int MaxInFlight = 10_000;

    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"{Rooms:N0} rooms of {Members:N0}, {InFlight:N0} messages in flight");

    /// <summary>Each connection is in as many rooms of each shape as it takes.</summary>
    /// <param name="waiting">How many deliveries are under way for each connection, on the average; so that shapes compare.</param>
    public static IReadOnlyList<Shape> All(int waiting) =>
    [
        Of(rooms: 200, members: 10, waiting),
        Of(rooms: 20, members: 100, waiting),
        Of(rooms: 4, members: 1_000, waiting),
        Of(rooms: 10_000, members: 5, waiting),
    ];

    private static Shape Of(int rooms, int members, int waiting) => new(rooms, members, waiting * Seating.Connections / members);
}
