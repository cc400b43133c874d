namespace Gossamer.Mesh;

/// <summary>Outcomes as completed tasks, the usual ones shared: those of repeatable messages are kept for long.</summary>
internal static class SettledOutcomes
{
    private const int Shared = 16; // connections and servers of one user, commonly fewer

    private static readonly Task<DeliveryOutcome>[] Usual =
        [.. Enumerable.Range(0, Shared * Shared).Select(static i => Task.FromResult(new DeliveryOutcome(i / Shared, i % Shared, [])))];

    internal static Task<DeliveryOutcome> Of(DeliveryOutcome outcome) =>
        outcome is { Delivered: >= 0 and < Shared, Servers: >= 0 and < Shared, Unreachable.IsDefaultOrEmpty: true }
            ? Usual[(outcome.Delivered * Shared) + outcome.Servers]
            : Task.FromResult(outcome);
}
