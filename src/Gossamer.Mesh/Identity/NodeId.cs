namespace Gossamer.Mesh;

/// <summary>The name of a server in the mesh, as the configuration gives it.</summary>
/// <param name="Value">The name. Two ids are equal when their UTF-16 units are.</param>
public readonly record struct NodeId(string Value)
{
    /// <summary>The name itself.</summary>
    public override string ToString() => Value ?? "";
}
