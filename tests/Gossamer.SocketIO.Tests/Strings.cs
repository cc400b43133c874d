using System.Text;
using CsCheck;

namespace Gossamer.SocketIO.Tests;

/// <summary>Random text of every script: each length of UTF-8 and UTF-16 comes up often; never a lone surrogate.</summary>
internal static class Strings
{
    private static readonly Gen<int> CodePoint = Gen.OneOf(
        Gen.Int[0, 0x7f], Gen.Int[0x80, 0x7ff], Gen.Int[0x800, 0xd7ff], Gen.Int[0xe000, 0xffff], Gen.Int[0x10000, 0x10ffff]);

    public static readonly Gen<string> Any = CodePoint.Array[0, 12].Select(Join);

    /// <summary>Without the record separator, which revision 4 keeps for itself.</summary>
    public static readonly Gen<string> WithoutSeparator = Any.Select(s => s.Replace(Wire.RecordSeparator, '_'));

    private static string Join(int[] codePoints)
    {
        var text = new StringBuilder();
        foreach (var codePoint in codePoints)
            text.Append(new Rune(codePoint).ToString());
        return text.ToString();
    }
}
