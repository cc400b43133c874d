using CsCheck;

namespace Gossamer.Mesh.Tests;

/// <summary>Positions of clients, for properties.</summary>
internal static class AnyPosition
{
    internal const long HeardAt = 1_800_000_000_000;

    private static readonly Gen<PositionSlot> Slot =
        from origin in AnyEntry.Origin
        from number in AnyEntry.Number
        from hasBase in Gen.Bool
        from before in Gen.ULong
        from hasHole in Gen.Bool
        from to in Gen.ULong
        from after in Gen.ULong
        let holeTo = hasHole ? 1 + (to % number) : 0
        select new PositionSlot
        {
            Origin = origin, Number = number, HasBase = hasBase, Base = hasBase ? before % (number + 1) : 0, HoleTo = holeTo,
            HoleAfter = hasHole ? after % holeTo : 0, HeardAt = HeardAt,
        };

    internal static readonly Gen<Position> Position = Slot.List[0, 20].Select(static slots =>
    {
        var position = new Position();
        foreach (var slot in slots.DistinctBy(static slot => slot.Origin))
            position.Add(slot);
        return position;
    });

    internal static Position Of(params PositionSlot[] slots)
    {
        var position = new Position();
        foreach (var slot in slots)
            position.Add(slot);
        return position;
    }

    internal static (Origin, ulong, ulong, bool, ulong, ulong, long)[] Fields(Position position) =>
        [.. position.Slots.ToArray().Select(static s => (s.Origin, s.Number, s.Base, s.HasBase, s.HoleAfter, s.HoleTo, s.HeardAt))];
}
