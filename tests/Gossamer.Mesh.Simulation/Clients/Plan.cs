namespace Gossamer.Mesh.Simulation;

/// <summary>Which misfortunes a run has: each invariant that excuses something names its fault, so that it is checked where that fault is
/// missing.</summary>
/// <param name="HasCuts">Links between servers, and clients' connections, are cut without notice.</param>
/// <param name="HasPauses">Servers stand still for up to 20 s.</param>
/// <param name="HasCrashes">Processes die.</param>
/// <param name="HasDrains">Servers stop in order, and come back.</param>
/// <param name="HasLongAbsence">Clients stay away for longer than the window.</param>
internal sealed record Plan(bool HasCuts, bool HasPauses, bool HasCrashes, bool HasDrains, bool HasLongAbsence)
{
    /// <summary>Clients that know one address only.</summary>
    internal bool HasOneAddress { get; private init; }

    /// <summary>Servers come into the mesh, and leave it for good.</summary>
    internal bool ChangesMembers { get; private init; }

    /// <summary>How many servers have a message before it counts.</summary>
    internal int Copies { get; private init; } = 1;

    internal static Plan Of(ulong seed)
    {
        var dice = Dice.For(seed, -6);
        var kind = dice.Below(10);
        var changesMembers = Dice.For(seed, -12).Chance(0.3);
        return new(
            HasCuts: kind is 1 or 2 or 3 or 5 or 7 or 9,
            HasPauses: kind is 2 or 4 or 5 or 9,
            HasCrashes: kind is 3 or 5 or 6 or 9,
            HasDrains: kind is 7 or 8 or 9 || changesMembers,
            HasLongAbsence: dice.Chance(0.1))
        {
            HasOneAddress = dice.Chance(0.15) && !changesMembers,
            ChangesMembers = changesMembers,
            Copies = dice.Chance(0.15) ? 2 : 1,
        };
    }
}
