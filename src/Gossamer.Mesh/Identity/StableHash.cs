namespace Gossamer.Mesh;

/// <summary>A hash of text that is the same in every process. It guards against faults, not against forgers.</summary>
internal static class StableHash
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    internal static ulong Of(string text) => Mix(Fnv(text));

    /// <summary>FNV-1a over UTF-16 units: its low bits are too alike for sums of them to tell sets apart, unless mixed.</summary>
    internal static ulong Fnv(string text)
    {
        var hash = FnvOffset;
        foreach (var unit in text)
            hash = unchecked((hash ^ unit) * FnvPrime);
        return hash;
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    internal static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
