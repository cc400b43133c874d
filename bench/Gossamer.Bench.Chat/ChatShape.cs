namespace Gossamer.Bench.Chat;

/// <summary>A load: pairs of users, the one on the first server, the other on the second. Bounded in everything.</summary>
/// <param name="Pairs">Pairs of users.</param>
/// <param name="InFlight">Messages of a pair that are sent before the first of them has arrived.</param>
/// <param name="HasIds">Whether messages have ids of their senders' own, so that they may be repeated.</param>
internal sealed record ChatShape(int Pairs, int InFlight, bool HasIds)
{
    public static IReadOnlyList<ChatShape> All { get; } =
    [
        new(Pairs: 50, InFlight: 32, HasIds: false),
        new(Pairs: 50, InFlight: 32, HasIds: true),
        new(Pairs: 50, InFlight: 1, HasIds: false),
        new(Pairs: 50, InFlight: 1, HasIds: true),
    ];
}
