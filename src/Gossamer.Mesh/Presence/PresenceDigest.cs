namespace Gossamer.Mesh;

/// <summary>
/// A number for a set of (user, connections): the sum, modulo 2^64, of one well-mixed number for each. Both ends of a link keep
/// theirs up to date change by change and compare them now and then. It guards against faults, not against forgers.
/// </summary>
internal static class PresenceDigest
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The share of one user; 0 connections add nothing.</summary>
    internal static ulong Of(UserName user, int connections)
    {
        if (connections == 0)
            return 0;

        var hash = FnvOffset;
        foreach (var unit in user.Value)
            hash = unchecked((hash ^ unit) * FnvPrime);
        return Mix(unchecked(hash + ((ulong)connections * 0x9E3779B97F4A7C15)));
    }

    // The finaliser of SplitMix64: FNV alone leaves its low bits too alike for sums of them to tell sets apart.
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
