using CsCheck;

namespace Gossamer.Server.Tests;

/// <summary>Strings as clients may send them.</summary>
internal static class AnyText
{
    private static readonly string[] Awkward =
        ["\"", "\\", "\n", "\0", "\u001f", "\u007f", "\u2028", "é", "ع", "😀", "\uFFFD", "\uFEFF", "</script>", "__proto__"];

    /// <summary>Any string without unpaired surrogates.</summary>
    public static readonly Gen<string> Valid =
        Gen.OneOf(Gen.OneOf(Awkward), Gen.Char[' ', '~'].Select(c => c.ToString()), Gen.Char['\0', '\ud7ff'].Select(c => c.ToString()))
            .Array[0, 40].Select(string.Concat);

    /// <summary>Any UTF-16 units at all.</summary>
    public static readonly Gen<string> Units = Gen.OneOf(Gen.Char['\0', '\uffff'], Gen.Char['\ud800', '\udfff'], Gen.Char[' ', '~'])
        .Array[0, 40].Select(units => new string(units));
}
