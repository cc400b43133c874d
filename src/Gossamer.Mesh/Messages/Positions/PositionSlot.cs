namespace Gossamer.Mesh;

/// <summary>How far a client has got with one origin.</summary>
internal struct PositionSlot
{
    internal Origin Origin { get; init; }

    /// <summary>The last number that the client was sent, or told to be missing, or that came before its session.</summary>
    internal ulong Number { get; set; }

    /// <summary>What came before the session: not had, though not beyond the number.</summary>
    internal ulong Base { get; set; }

    internal bool HasBase { get; set; }

    /// <summary>What the client was told to be missing: more than this ...</summary>
    internal ulong HoleAfter { get; set; }

    /// <summary>... up to this. 0: nothing.</summary>
    internal ulong HoleTo { get; set; }

    /// <summary>When something of the origin was last sent, by this server's wall clock in ms.</summary>
    internal long HeardAt { get; set; }

    internal readonly bool HasPast => HasBase || HoleTo > 0;

    internal readonly bool Had(ulong number) =>
        number <= Number && number > Base && !(number > HoleAfter && number <= HoleTo);

    /// <summary>Numbers up to this one are missing, and the client is told so. Two holes become one that covers both.</summary>
    internal void Skip(ulong to)
    {
        if (HoleTo == 0)
            HoleAfter = Number;
        (HoleTo, Number) = (to, to);
    }
}
