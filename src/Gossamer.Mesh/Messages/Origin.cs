namespace Gossamer.Mesh;

/// <summary>
/// One life of one server as the source of message numbers, in 48 bits: 18 of a hash of the server's id, 30 of its incarnation. Any server
/// makes the same of a life, so that a client's position means the same everywhere, and the lives of one server are ordered.
/// </summary>
/// <param name="Value">The bits; 0 for none.</param>
internal readonly record struct Origin(ulong Value)
{
    internal const int Bytes = 6;
    internal const ulong Max = (1UL << (8 * Bytes)) - 1;
    private const int LifeBits = 30;
    private const int ServerBits = 18;
    private const ulong CopiesBit = 1UL << (LifeBits + ServerBits - 1);
    private const ulong LifeMask = (1UL << LifeBits) - 1;

    // Incarnations are microseconds; 2^18 of them, 0.26 s, make one step. Counted from mid-2025 the steps wrap in 2034; lives are compared
    // across that.
    private const int MicrosecondsShift = 18;
    private const ulong FirstMicrosecond = 1_751_328_000_000_000;

    internal static Origin Of(NodeId node, Incarnation life) => new((ServerOf(node) << LifeBits) | (Step(life) & LifeMask));

    /// <summary>What all lives of one server share. Two servers of one mesh must not: <see cref="MeshOptionsRules"/>.</summary>
    internal static ulong ServerOf(NodeId node) => StableHash.Of(node.Value) >> (64 - ServerBits);

    /// <summary>What all lives of one server share as sources of copies.</summary>
    internal static ulong CopiesServerOf(NodeId node) => ServerOf(node) ^ (CopiesBit >> LifeBits);

    internal ulong Server => Value >> LifeBits;

    internal bool IsNone => Value == 0;

    /// <summary>
    /// The same life as the source of the copies that it numbers of messages to rooms: another one, since they have numbers of their own.
    /// Of that, the life itself.
    /// </summary>
    internal Origin Copies => new(Value ^ CopiesBit);

    /// <summary>An earlier life of the same server.</summary>
    internal bool IsEarlierLifeThan(Origin other) =>
        Server == other.Server && ((other.Value - Value) & LifeMask) is > 0 and < (1UL << (LifeBits - 1));

    private static ulong Step(Incarnation life) =>
        life.Value < FirstMicrosecond ? life.Value : (life.Value - FirstMicrosecond) >> MicrosecondsShift;
}
