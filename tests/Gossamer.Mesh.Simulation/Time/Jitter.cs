namespace Gossamer.Mesh.Simulation;

/// <summary>A server's dice in the shape in which a node takes them.</summary>
internal sealed class Jitter(Dice dice) : Random(0)
{
    public override double NextDouble() => dice.Fraction();

    protected override double Sample() => dice.Fraction();
}
