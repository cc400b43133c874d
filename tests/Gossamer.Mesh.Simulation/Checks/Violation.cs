namespace Gossamer.Mesh.Simulation;

/// <summary>An invariant does not hold.</summary>
internal sealed class Violation(string invariant, string message) : Exception($"{invariant}: {message}")
{
    internal string Invariant { get; } = invariant;
}
