namespace Gossamer.Mesh;

/// <summary>What became of the set of names between two moments: who is in it now and was not, and the other way round.</summary>
/// <param name="Joined">Who came, in the order of UTF-16 units.</param>
/// <param name="Left">Who went, in the same order.</param>
public sealed record NameChanges(IReadOnlyList<UserName> Joined, IReadOnlyList<UserName> Left)
{
    internal static readonly NameChanges None = new([], []);

    /// <summary>Nobody came or went who did not go or come back as well.</summary>
    public bool IsEmpty => Joined.Count + Left.Count == 0;
}
