namespace Gossamer.Mesh.Simulation;

/// <summary>The steps of a schedule, each drawn as often as its weight says.</summary>
internal sealed class WeightedSteps(IReadOnlyList<(double Weight, Action Step)> steps)
{
    private readonly double _weights = steps.Sum(static step => step.Weight);

    internal void Take(Dice dice)
    {
        var at = dice.Fraction() * _weights;
        foreach (var (weight, step) in steps)
        {
            at -= weight;
            if (at >= 0)
                continue;
            step();
            return;
        }
    }
}
