namespace Gossamer.Mesh.Simulation;

/// <summary>One direction between two servers.</summary>
internal readonly record struct Link(int From, int To)
{
    internal Link Back => new(To, From);
}
