using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gossamer.Bench.Storm;

/// <summary>
/// Nine-character names, and a number for a set of them: the sum of one well-mixed number for each. A name too few, too many or twice
/// shows in it, and keeping it costs a client next to nothing.
/// </summary>
internal static class Names
{
    public const int Length = 9;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static byte[][] Random(int count, int seed)
    {
        var random = new Random(seed);
        HashSet<string> names = new(StringComparer.Ordinal);
        while (names.Count < count)
            names.Add(new string(random.GetItems<char>(Letters, Length)));
        return [.. names.Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>The name's share of a set's number.</summary>
    public static ulong Share(ReadOnlySpan<byte> name)
    {
        var x = BinaryPrimitives.ReadUInt64LittleEndian(name) ^ ((ulong)name[8] << 61);
        x = (x ^ (x >> 31)) * 0xBF58476D1CE4E5B9;
        return BitOperations.RotateLeft(x, 27) * 0x94D049BB133111EB;
    }
}
