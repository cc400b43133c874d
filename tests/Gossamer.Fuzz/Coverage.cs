using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Gossamer.Fuzz;

/// <summary>
/// Which branches an input took, and whether any input took them before, or as often: hits are counted in AFL's classes
/// (1, 2, 3, 4-7, 8-15, 16-31, 32-127, more).
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte* Hits = (byte*)NativeMemory.AllocZeroed(Size); // for as long as the process lives

    private readonly byte[] _seen = new byte[Size];

    public int Edges => Size - _seen.AsSpan().Count((byte)0);

    /// <summary>Before anything else: instrumented code writes where this points to, and must not be run before.</summary>
    public static void Attach() => Trace.SharedMem = Hits;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Begins what End ends.")]
    public void Begin()
    {
        new Span<byte>(Hits, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <returns>Whether the input since <see cref="Begin"/> showed something new.</returns>
    public bool End()
    {
        var isNew = false;
        for (var i = 0; i < Size; i++)
        {
            if (Hits[i] == 0)
                continue;
            var bit = ClassOf(Hits[i]);
            isNew |= (_seen[i] & bit) == 0;
            _seen[i] |= bit;
        }

        return isNew;
    }

    private static byte ClassOf(byte hits) => hits switch
    {
        < 4 => (byte)(1 << (hits - 1)),
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
