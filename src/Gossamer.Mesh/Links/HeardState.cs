namespace Gossamer.Mesh;

/// <summary>Which life of a peer is heard at the moment, and on which of its links; both 0 when none is.</summary>
internal sealed record HeardState(Incarnation Incarnation, ulong Link)
{
    internal static HeardState Nothing { get; } = new(default, 0);
}
