namespace Gossamer.Mesh;

/// <summary>
/// A number for a set of (user, connections): the sum, modulo 2^64, of one well-mixed number for each. Both ends of a link keep
/// theirs up to date change by change and compare them now and then. It guards against faults, not against forgers.
/// </summary>
internal static class PresenceDigest
{
    /// <summary>The share of one user; 0 connections add nothing.</summary>
    internal static ulong Of(UserName user, int connections)
    {
        if (connections == 0)
            return 0;

        return StableHash.Mix(unchecked(StableHash.Fnv(user.Value) + ((ulong)connections * 0x9E3779B97F4A7C15)));
    }
}
