namespace Gossamer.Bench.Engines;

/// <summary>What is run, and for how long.</summary>
/// <param name="Sizes">How many servers, one after the other.</param>
/// <param name="Rounds">Of each load on each engine, in turn.</param>
/// <param name="Talk">How long a round of messages takes.</param>
/// <param name="Calm">How long a round of few messages, of which the times are taken, does.</param>
/// <param name="Presence">For how long users come.</param>
/// <param name="Rest">For how long nothing happens: servers tell each other some things every 30 s.</param>
/// <param name="WarmUp">How long each load runs before, for the compilers.</param>
/// <param name="WarmMessages">How many are to arrive meanwhile, for each server.</param>
internal sealed record Plan(
    IReadOnlyList<int> Sizes, int Rounds, TimeSpan Talk, TimeSpan Calm, TimeSpan Presence, TimeSpan Rest, TimeSpan WarmUp,
    int WarmMessages)
{
    public static Plan Whole { get; } = new(
        [2, 4, 8, 16], Rounds: 3, Talk: TimeSpan.FromSeconds(1.2), Calm: TimeSpan.FromSeconds(1), Presence: TimeSpan.FromSeconds(1.5),
        Rest: TimeSpan.FromSeconds(30), WarmUp: TimeSpan.FromSeconds(2), WarmMessages: 4000);

    /// <summary>Whether it works, not how well.</summary>
    public static Plan Short { get; } = new(
        [2], Rounds: 1, Talk: TimeSpan.FromSeconds(0.3), Calm: TimeSpan.FromSeconds(0.3), Presence: TimeSpan.FromSeconds(0.3),
        Rest: TimeSpan.FromSeconds(0.5), WarmUp: TimeSpan.FromSeconds(0.2), WarmMessages: 0);
}
