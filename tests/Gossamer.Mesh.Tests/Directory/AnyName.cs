using CsCheck;

namespace Gossamer.Mesh.Tests;

/// <summary>Names of every script, short and long, many of them alike.</summary>
internal static class AnyName
{
    // The edges of each length of encoding, both sides of the surrogates, and pairs of these.
    private static readonly string[] Letters =
        ["a", "b", "Z", "0", "~", "\u00a1", "\u07ff", "\u0800", "ع", "名", "\ud7ff", "\ue000", "\uff5e", "\uffff", "\U00010000", "😀",
            "\U0010ffff"];

    internal static Gen<UserName> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.OneOf(CsCheck.Gen.Const(""), CsCheck.Gen.Const("a shared beginning "), CsCheck.Gen.Const("名名名名名名名名")),
        CsCheck.Gen.OneOf(CsCheck.Gen.Int[1, 4], CsCheck.Gen.Int[1, 45]).SelectMany(length =>
            CsCheck.Gen.Int[0, Letters.Length - 1].Array[length]),
        static (start, letters) => SimNode.Name(Cut(start + string.Concat(letters.Select(letter => Letters[letter])))));

    private static string Cut(string text)
    {
        if (text.Length <= UserName.MaxLength)
            return text;
        return text[..(char.IsHighSurrogate(text[UserName.MaxLength - 1]) ? UserName.MaxLength - 1 : UserName.MaxLength)];
    }
}
