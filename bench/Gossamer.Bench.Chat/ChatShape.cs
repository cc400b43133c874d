namespace Gossamer.Bench.Chat;

/// <summary>A load: pairs of users. Bounded in everything.</summary>
/// <param name="Pairs">Pairs of users.</param>
/// <param name="InFlight">Messages of a pair that are sent before the first of them has arrived.</param>
/// <param name="HasIds">Whether messages have ids of their senders' own, so that they may be repeated.</param>
internal sealed record ChatShape(int Pairs, int InFlight, bool HasIds)
{
    /// <summary>Both users of a pair are at the first server; otherwise the recipient is at the second.</summary>
    public bool IsAtOneServer { get; init; }

    /// <summary>How many servers log a message before it is acknowledged, at least: <c>--copies</c>.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Loads that are compared with each other, in turn; with other builds, if <see cref="IsForAllBuilds"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<ChatShape>> Tables { get; } =
    [
        [new(Pairs: 50, InFlight: 32, HasIds: false), new(Pairs: 50, InFlight: 32, HasIds: true)],
        [new(Pairs: 50, InFlight: 1, HasIds: false), new(Pairs: 50, InFlight: 1, HasIds: true)],
        [
            new(Pairs: 50, InFlight: 32, HasIds: false) { IsAtOneServer = true },
            new(Pairs: 50, InFlight: 32, HasIds: false) { IsAtOneServer = true, Copies = 2 },
        ],
    ];

    /// <summary>Builds before <c>--copies</c> can run it.</summary>
    public bool IsForAllBuilds => !IsAtOneServer;

    public string Name =>
        $"{(IsAtOneServer ? "one server" : "two servers")}, {(HasIds ? "ids" : "no ids")}{(Copies > 1 ? ", copies" : "")}";
}
