namespace Gossamer.Mesh.Tests;

public sealed class SessionKeyTests
{
    [Theory]
    [InlineData("pid", true)]
    [InlineData("~AZaz09-_", true)]
    [InlineData("", false)]
    [InlineData("~", false)]
    [InlineData("~AAAAAAA", false)]
    [InlineData("~AAAAAAAAA", false)]
    [InlineData("~AAAAAAA=", false)] // a decoder takes these, for fewer than six bytes
    [InlineData("~AAAAAA==", false)]
    [InlineData("~AAAAAAA%", false)]
    [InlineData("~AAAAAAA ", false)]
    [InlineData("~        ", false)]
    [InlineData("~AAAAAAA/", false)]
    public void IsWellFormed_AKey_IsShortOnlyIfItFillsItsPlaceInAnOffset(string text, bool isOne)
    {
        var key = new SessionKey(text);

        key.IsWellFormed.ShouldBe(isOne);
        if (isOne && key.IsShort)
            SessionKey.FromShort(BytesOf(key)).ShouldBe(key);
    }

    [Fact]
    public void NewShort_AKey_IsWellFormed() => SessionKey.NewShort().IsWellFormed.ShouldBeTrue();

    private static byte[] BytesOf(SessionKey key)
    {
        var bytes = new byte[OffsetText.KeyBytes];
        key.WriteShort(bytes).ShouldBe(bytes.Length);
        return bytes;
    }
}
