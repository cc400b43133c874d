using Gossamer.Server.Http;

namespace Gossamer.Server.Tests.Http;

public sealed class OriginRuleTests
{
    [Theory]
    [InlineData("https://chat.example", "https://chat.example")]
    [InlineData("HTTPS://Chat.Example:443/", "https://chat.example")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("chat.example", null)]
    [InlineData("https://chat.example/page", null)]
    [InlineData("ftp://chat.example", null)]
    [InlineData("*", null)]
    public void Normalize_Text_IsAnOriginOrNothing(string text, string? origin) => OriginRule.Normalize(text).ShouldBe(origin);

    [Fact]
    public void Allows_NothingListed_AllowsAll()
    {
        OriginRule.Any.Allows("null").ShouldBeTrue();
        new OriginRule(["https://a.example"]).Allows("https://b.example").ShouldBeFalse();
        new OriginRule(["https://a.example"]).Allows("https://A.example").ShouldBeTrue();
    }
}
