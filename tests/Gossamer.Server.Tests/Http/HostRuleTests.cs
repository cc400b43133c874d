using Gossamer.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Server.Tests.Http;

public sealed class HostRuleTests
{
    private static readonly HostRule Chat = HostRule.Of(["*.servers.example"], ["https://chat.example"]);

    [Theory]
    [InlineData("chat.example", true)]
    [InlineData("CHAT.example:8443", true)]
    [InlineData("one.servers.example", true)]
    [InlineData("servers.example", false)]
    [InlineData("evil.example:3001", false)]
    [InlineData("chat.example.evil.example", false)]
    [InlineData("10.0.0.7:3001", true)]
    [InlineData("[::1]:3001", true)]
    [InlineData("localhost:3001", true)]
    public void Allows_AHost_WhenItIsNamedOrAnAddress(string host, bool isAllowed) =>
        Chat.Allows(new HostString(host)).ShouldBe(isAllowed);

    [Fact]
    public void Allows_NothingNamed_Any()
    {
        HostRule.Any.Allows(new("evil.example")).ShouldBeTrue();
        HostRule.Of(["*"], ["https://chat.example"]).Allows(new("evil.example")).ShouldBeTrue();
        HostRule.Of(["*"], []).IsNamed(new("evil.example")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("chat.example", true)]
    [InlineData("*.chat.example", true)]
    [InlineData("*", true)]
    [InlineData("https://chat.example", false)]
    [InlineData("chat.example:80", false)]
    [InlineData("", false)]
    public void IsName_Text_IsANameOrNot(string text, bool isName) => HostRule.IsName(text).ShouldBe(isName);
}
