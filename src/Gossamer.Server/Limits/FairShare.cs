namespace Gossamer.Server.Limits;

/// <summary>
/// How much of a whole one may hold: no more than it leaves free, at least one. So one gets half of all, two get a third each, and nobody
/// can shut out whoever comes next without being many. (Dynamic thresholds, as switches share their buffers.)
/// </summary>
internal static class FairShare
{
    /// <param name="whole">How many there may be.</param>
    /// <param name="taken">How many are taken, by anybody.</param>
    /// <param name="held">How many of those the one holds who wants another.</param>
    public static bool AllowsMore(int whole, int taken, int held) => taken < whole && held < Math.Max(1, whole - taken);
}
