using System.Net;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Tests.Configuration;

public sealed class NetworksTests
{
    [Theory]
    [InlineData("10.0.0.1", null, "10.0.0.1/32")]
    [InlineData("fd00::1", null, "fd00::1/128")]
    [InlineData("0.0.0.0", "http://10.0.0.2:3000", "10.0.0.2/32")]
    [InlineData("10.0.0.1", "https://chat.example", "10.0.0.1/32")]
    [InlineData("::", "http://[fd00::2]:3000", "fd00::2/128")]
    [InlineData("127.0.0.1", null, "")] // behind it may be anybody
    [InlineData("0.0.0.0", null, "")]
    public void OfOthers_AServer_IsWhereItsRequestsComeFrom(string ip, string? url, string expected)
    {
        var server = new ServerEntry(new NodeId("a"), IPAddress.Parse(ip), 3000) { GivenUrl = url is null ? null : new Uri(url) };
        string.Join(' ', Networks.OfOthers([server])).ShouldBe(expected);
    }
}
