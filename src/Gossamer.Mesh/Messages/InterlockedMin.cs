namespace Gossamer.Mesh;

internal static class InterlockedMin
{
    /// <summary>Makes a number lower, whoever else does so.</summary>
    internal static void Lower(ref ulong lowest, ulong number)
    {
        ulong known;
        do
            known = Volatile.Read(ref lowest);
        while (number < known && Interlocked.CompareExchange(ref lowest, number, known) != known);
    }
}
