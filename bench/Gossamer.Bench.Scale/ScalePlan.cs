namespace Gossamer.Bench.Scale;

/// <param name="Servers">Processes of Gossamer.Server, and as many of clients: a process has 20,000 open files at most.</param>
/// <param name="Clients">Connections in all.</param>
/// <param name="Users">Names that they share; as many as clients: each has its own.</param>
/// <param name="Presence">What they ask for.</param>
/// <param name="Watched">Names that each watches, in the mode <c>watched</c>.</param>
/// <param name="MessagesPerSecond">Among all; 0: none.</param>
/// <param name="Duration">How long.</param>
internal sealed record ScalePlan(
    int Servers, int Clients, int Users, string Presence, int Watched, int MessagesPerSecond, TimeSpan Duration)
{
    public static ScalePlan Whole { get; } =
        new(Servers: 6, Clients: 100_000, Users: 100_000, "watched", Watched: 5, MessagesPerSecond: 5_000, TimeSpan.FromSeconds(30));

    /// <summary>What a client costs that does nothing, in the mode that clients of the old system have.</summary>
    public static ScalePlan Idle { get; } =
        new(Servers: 1, Clients: 10_000, Users: 100, "list", Watched: 0, MessagesPerSecond: 0, TimeSpan.Zero);

    /// <summary>Whether it works, not how well.</summary>
    public static ScalePlan Short { get; } = Whole with
    {
        Servers = 2, Clients = 400, Users = 400, MessagesPerSecond = 100, Duration = TimeSpan.FromSeconds(1),
    };
}
