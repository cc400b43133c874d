namespace Gossamer.Bench.Compare;

/// <summary>Who talks to whom.</summary>
internal enum Talk
{
    /// <summary>One user of a pair sends to the other.</summary>
    Pairs,

    /// <summary>Every user sends to one and hears from another: half of the conversations span the servers, if there are two.</summary>
    Mixed,

    /// <summary>One member of a room sends to all in it.</summary>
    Rooms,
}

/// <summary>A load. Bounded in everything.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Servers">How many servers there are: one or two.</param>
/// <param name="Window">Messages of a conversation that are under way at a time.</param>
internal sealed record Scenario(string Name, int Servers, int Window)
{
    public const int Pairs = 40;
    public const int Rooms = 10;
    public const int Members = 10;

    public Talk Talk { get; init; } = Talk.Pairs;

    /// <summary>Connections of each user, over all servers.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>Of a message, in characters.</summary>
    public int TextLength { get; init; } = 16;

    /// <summary>Messages have ids of their senders' own.</summary>
    public bool HasIds { get; init; }

    public int Conversations => Talk switch
    {
        Talk.Pairs => Pairs,
        Talk.Mixed => 2 * Pairs,
        _ => Rooms,
    };

    /// <summary>Whether a contender has what it asks for: only servers of this project know ids.</summary>
    public bool IsFor(Contender contender) => (contender.IsOurs || !HasIds) && (Servers > 1 || !contender.NeedsTwoServers);

    /// <summary>What the targets are about.</summary>
    public static IReadOnlyList<Scenario> Main { get; } =
    [
        new("two servers, W=4", Servers: 2, Window: 4),
        new("two servers, W=16", Servers: 2, Window: 16),
        new("one server, W=4", Servers: 1, Window: 4),
        new("one server, W=16", Servers: 1, Window: 16),
    ];

    public static IReadOnlyList<Scenario> More { get; } =
    [
        new("two servers, W=1", Servers: 2, Window: 1),
        new("two servers, W=4, 1,000 characters", Servers: 2, Window: 4) { TextLength = 1_000 },
        new("two servers, W=4, mixed conversations", Servers: 2, Window: 4) { Talk = Talk.Mixed },
        new("two servers, W=4, three connections a user", Servers: 2, Window: 4) { Devices = 3 },
        new("two servers, W=4, rooms of 10", Servers: 2, Window: 4) { Talk = Talk.Rooms },
        new("two servers, W=4, ids", Servers: 2, Window: 4) { HasIds = true },
        new("two servers, W=16, ids", Servers: 2, Window: 16) { HasIds = true },
    ];

    public static Scenario Guard => Main[0];

    /// <summary>How much is measured at half of this scenario's rate.</summary>
    public static Scenario OpenLoop => Main[1];
}
