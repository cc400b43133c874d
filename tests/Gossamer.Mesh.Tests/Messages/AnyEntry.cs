using CsCheck;

namespace Gossamer.Mesh.Tests;

/// <summary>Entries of a stream, for properties.</summary>
internal static class AnyEntry
{
    internal const ulong LargestDistance = (1UL << 28) - 1;
    internal const ulong LargestNumber = (1UL << 44) - 1;

    private static readonly long First = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Last = new DateTimeOffset(2041, 12, 31, 23, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds();

    internal static readonly Gen<Origin> Origin = Gen.ULong[1, (1UL << 48) - 1].Select(static value => new Origin(value));

    /// <summary>Small and large ones, and those at the edges.</summary>
    internal static readonly Gen<ulong> Number = Gen.OneOf(
        Gen.ULong[1, 100], Gen.ULong[1, LargestNumber], Gen.OneOf(Gen.Const(1UL), Gen.Const(LargestNumber), Gen.Const(LargestDistance),
            Gen.Const(LargestDistance + 1)));

    internal static readonly Gen<long> At = Gen.OneOf(Gen.Long[First, Last], Gen.Const(First), Gen.Const(Last));

    /// <summary>Any that a log takes: the predecessor none, or up to 2^28 - 1 before; of a copy none, but a room.</summary>
    internal static readonly Gen<StreamEntry> Entry =
        from origin in Origin
        from number in Number
        from distance in Gen.OneOf(Gen.Const(0UL), Gen.ULong[1, 50], Gen.ULong[1, LargestDistance], Gen.Const(LargestDistance))
        from at in At
        from key in Gen.OneOf(Gen.Const(0UL), Gen.ULong)
        from hash in Gen.UInt
        from isLocal in Gen.Bool
        from room in Gen.OneOf(Gen.Const(0U), Gen.UInt[1, (1U << StreamEntry.RoomTagBits) - 1])
        from frame in Gen.Byte.Array[0, 20]
        select new StreamEntry
        {
            Origin = origin, Number = number, At = at, Key = new(key), IdHash = hash, Frame = frame, IsForThisServerOnly = isLocal,
            Previous = isLocal || distance == 0 || distance >= number ? 0 : number - distance,
            Room = isLocal ? room : 0,
        };

    /// <summary>What there is to compare of an entry, the frame as the very array.</summary>
    internal static (Origin, ulong Number, ulong, long, MessageKey, uint, bool, uint, byte[]) Fields(StreamEntry e) =>
        (e.Origin, e.Number, e.Previous, e.At, e.Key, e.IdHash, e.IsForThisServerOnly, e.Room, e.Frame);

    internal static StreamEntry Of(Origin origin, ulong number, ulong previous = 0, long at = 0, string text = "") => new()
    {
        Origin = origin, Number = number, Previous = previous, At = at, Frame = System.Text.Encoding.UTF8.GetBytes(text),
    };
}
