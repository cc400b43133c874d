namespace Gossamer.Mesh.Simulation;

/// <summary>
/// Chance from a seed (SplitMix64). Each link and each server throws its own, so that one more throw here leaves the others' as
/// they were. Not <see cref="Random"/>'s own generator: the same seed must give the same run on every version of .NET.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = Mix(seed + 0x9E3779B97F4A7C15);

    /// <summary>Dice for one part of the run.</summary>
    internal static Dice For(ulong seed, long part) => new(Mix(seed) ^ (ulong)part * 0xD1342543DE82EF95);

    internal ulong Next() => Mix(_state = unchecked(_state + 0x9E3779B97F4A7C15));

    internal double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    internal bool Chance(double probability) => Fraction() < probability;

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Both ends included.</summary>
    internal long Between(long min, long max) => min + (long)(Next() % (ulong)(max - min + 1));

    internal TimeSpan Seconds(double minSeconds, double maxSeconds) =>
        TimeSpan.FromTicks((long)((minSeconds + ((maxSeconds - minSeconds) * Fraction())) * TimeSpan.TicksPerSecond));

    internal T Of<T>(IReadOnlyList<T> things) => things[Below(things.Count)];

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
