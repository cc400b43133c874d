namespace Gossamer.Bench.Compare;

/// <param name="Scenarios">What is compared.</param>
/// <param name="Rounds">That count, of each scenario at each contender.</param>
/// <param name="RoundTime">How long each takes.</param>
/// <param name="WarmUp">How long each runs before, twice: runtimes compile anew what they have seen run for a while.</param>
/// <param name="OpenLoop">Whether times are measured.</param>
/// <param name="Cold">Whether the first seconds after a start are measured.</param>
internal sealed record Plan(
    IReadOnlyList<Scenario> Scenarios, int Rounds, TimeSpan RoundTime, TimeSpan WarmUp, bool OpenLoop, bool Cold)
{
    public static Plan Whole { get; } =
        new([.. Scenario.Main, .. Scenario.More], Rounds: 3, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6), OpenLoop: true, Cold: true);

    /// <summary>What the targets are about.</summary>
    public static Plan Main { get; } = Whole with { Scenarios = Scenario.Main };

    /// <summary>Whether it works, not how well.</summary>
    public static Plan Short { get; } = Whole with
    {
        Rounds = 1, RoundTime = TimeSpan.FromSeconds(0.3), WarmUp = TimeSpan.FromSeconds(0.2), Cold = false,
    };
}
