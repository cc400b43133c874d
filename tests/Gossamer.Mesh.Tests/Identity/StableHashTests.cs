namespace Gossamer.Mesh.Tests;

public sealed class StableHashTests
{
    /// <summary>All servers of a mesh must make the same of a text, whatever their version: a UTF-16 unit is one step.</summary>
    [Theory]
    [InlineData("", "0xf52a15e9a9b5e89b")]
    [InlineData("Anna", "0xce617e87cf4e1fa3")]
    [InlineData("Zo\u00EB", "0x6524721fa574b64a")]
    [InlineData("server-1", "0x059f489855ba761b")]
    public void Of_Text_IsTheSameForEver(string text, string value)
    {
        $"0x{StableHash.Of(text):x16}".ShouldBe(value);
        MeshProtocolPage.Names(value);
    }
}
