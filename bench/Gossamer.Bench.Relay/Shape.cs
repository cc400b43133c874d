namespace Gossamer.Bench.Relay;

/// <summary>A load: who sends to whom, and how much is under way at a time. Bounded in everything.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Groups">Each a sender and its receivers, every one a connection of its own.</param>
/// <param name="Receivers">Receivers of a group.</param>
/// <param name="InFlight">Messages of a group that are sent before the first of them has arrived everywhere.</param>
internal sealed record Shape(string Name, int Groups, int Receivers, int InFlight)
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("50 pairs, 32 in flight each", Groups: 50, Receivers: 1, InFlight: 32),
        new("50 pairs, 1 in flight each", Groups: 50, Receivers: 1, InFlight: 1),
        new("5 rooms of 50, 8 in flight each", Groups: 5, Receivers: 50, InFlight: 8),
        new("5 rooms of 50, 32 in flight each", Groups: 5, Receivers: 50, InFlight: 32),
        new("50 pairs, 256 in flight each", Groups: 50, Receivers: 1, InFlight: 256),
    ];
}
