using System.Net;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Server.Tests.Http;

public sealed class ServerListEndpointTests
{
    [Theory]
    [InlineData("10.0.0.2", "chat.example:8080", "http://10.0.0.2:3001")]
    [InlineData("127.0.0.1", "localhost:8080", "http://localhost:3001")]
    [InlineData("127.0.0.1", "192.168.1.5:8080", "http://192.168.1.5:3001")]
    [InlineData("0.0.0.0", "chat.example", "http://chat.example:3001")]
    [InlineData("::", "[::1]:8080", "http://[::1]:3001")]
    [InlineData("::1", "", "http://[::1]:3001")]
    [InlineData("fd00::2", "chat.example", "http://[fd00::2]:3001")]
    public void UrlOf_AnAddress_IsWhereTheAskingBrowserFindsIt(string ip, string asked, string url) =>
        ServerListEndpoint.UrlOf(new ServerEntry(new NodeId("a"), IPAddress.Parse(ip), 3001), "http", new HostString(asked)).ShouldBe(url);

    [Theory]
    [InlineData("https://chat.example", "Chat.example", true)]
    [InlineData("https://chat.example:8443", "chat.example:8443", true)]
    [InlineData("https://chat.example", "10.0.0.2:3001", false)]
    [InlineData("https://chat.example", "chat.example:3001", false)]
    [InlineData("https://chat.example", "", false)]
    public void IsAskedAt_TheHostOfARequest_IsThatOfThePublicUrl(string publicUrl, string asked, bool isSame) =>
        ServerListEndpoint.IsAskedAt(new Uri(publicUrl), new HostString(asked)).ShouldBe(isSame);
}
