using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class MessageKeyTests
{
    /// <summary>All servers of a mesh must make the same of a message, whatever their version: the first 8 bytes of BLAKE3 over "sender
    /// NUL id".</summary>
    [Theory]
    [InlineData("Anna", "id1", 8392479938153130646UL)]
    [InlineData("Zo\u00EB", "7", 7892151783023194287UL)]
    public void Of_SenderAndId_IsTheSameForEver(string from, string id, ulong value)
    {
        MessageKey.Of(SimNode.Name(from), new(id)).Value.ShouldBe(value);
        MeshProtocolPage.Names($"0x{value:x16}");
    }

    [Fact]
    public void Of_TheBorderBetweenSenderAndId_Counts() =>
        MessageKey.Of(SimNode.Name("ab"), new("c")).ShouldNotBe(MessageKey.Of(SimNode.Name("a"), new("bc")));

    [Fact]
    public void Of_IdsOfAnyLength_AreKeysOfTheirOwn() => Gen.Select(Gen.String[0, 400], Gen.String[0, 400]).Sample((a, b) =>
    {
        var (first, second) = (MessageKey.Of(SimNode.Name("Anna"), new(a)), MessageKey.Of(SimNode.Name("Anna"), new(b)));
        first.IsNone.ShouldBeFalse();
        if (IsText(a) && IsText(b))
            (first == second).ShouldBe(a == b);
    });

    // Lone surrogates are all the same in UTF-8.
    private static bool IsText(string text) => !text.Any(char.IsSurrogate);
}
