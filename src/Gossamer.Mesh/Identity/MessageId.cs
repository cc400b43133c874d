namespace Gossamer.Mesh;

/// <summary>The id of a chat message, given by its sender or by the sender's server.</summary>
/// <param name="Value">The id; the mesh carries it and reads nothing into it.</param>
public readonly record struct MessageId(string Value)
{
    /// <summary>The id itself.</summary>
    public override string ToString() => Value ?? "";
}
