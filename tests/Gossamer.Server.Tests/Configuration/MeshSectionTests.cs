using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Tests.Configuration;

public sealed class MeshSectionTests
{
    [Fact]
    public void TryParse_Discover_ServersNeedNotBeListed()
    {
        var config = Parse("""{"mesh":{"discover":"dns://gossamer:3005","nameservers":["10.0.0.10","10.0.0.11:5353"]}}""");

        config.Mesh.Discover.ShouldBe(new Uri("dns://gossamer:3005"));
        config.Mesh.NameServers.Select(static server => server.ToString()).ShouldBe(["10.0.0.10:53", "10.0.0.11:5353"]);
        config.TryFind(new NodeId("pod-3"), out var self, out _).ShouldBeTrue();
        self.ToString().ShouldBe("pod-3 at 0.0.0.0:3005");
        config.IsLoopbackOnly.ShouldBeFalse();
    }

    [Fact]
    public void TryParse_Listen_IsWhereAServerListensThatIsNotListed()
    {
        var config = Parse("""{"mesh":{"discover":"srv://_mesh._tcp.example.com","listen":"127.0.0.2:3001"}}""");

        config.TryFind(new NodeId("a"), out var self, out _).ShouldBeTrue();
        self.EndPoint.ToString().ShouldBe("127.0.0.2:3001");
        config.IsLoopbackOnly.ShouldBeTrue();
    }

    [Fact]
    public void TryParse_Nats_ServersNeedNotBeListed()
    {
        var nats = Parse("""{"mesh":{"engine":"nats","url":"nats://a:4222,tls://b:4222","advertise":"http://10.0.0.5:3001"}}""").Mesh.Nats;

        nats.ShouldBe(new NatsSection("nats://a:4222,tls://b:4222", null, null, new("http://10.0.0.5:3001")));
    }

    [Theory]
    [InlineData("""{"mesh":[]}""", "mesh: is a list where an object is needed")]
    [InlineData("""{"mesh":{}}""", "servers: is missing")]
    [InlineData("""{"mesh":{"discover":"gossamer"}}""", "mesh.discover: \"gossamer\" is not a name to look up")]
    [InlineData("""{"mesh":{"discover":"dns://gossamer"}}""", "mesh.discover: \"dns://gossamer\" needs a host and a port")]
    [InlineData("""{"mesh":{"discover":"dns://g:1","nameservers":[]}}""", "mesh.nameservers: has 0 entries")]
    [InlineData("""{"mesh":{"discover":"dns://g:1","nameservers":["ns.example"]}}""", "mesh.nameservers: \"ns.example\" is not an address")]
    [InlineData("""{"mesh":{"nameservers":["10.0.0.1"]}}""", "mesh.nameservers: is given without \"discover\"")]
    [InlineData("""{"mesh":{"discover":"dns://g:1","listen":"0.0.0.0"}}""", "mesh.listen: \"0.0.0.0\" has no port")]
    [InlineData("""{"mesh":{"engine":"kafka"}}""", "mesh.engine: \"kafka\" is not an engine")]
    [InlineData("""{"mesh":{"engine":"nats"}}""", "mesh.url: is missing")]
    [InlineData("""{"mesh":{"engine":"nats","url":"nats://u:se#cret@a"}}""", "mesh.url: is not an address of NATS")]
    [InlineData("""{"mesh":{"url":"nats://a:4222"}}""", "mesh.url: is given without \"engine\": \"nats\"")]
    [InlineData("""{"mesh":{"engine":"nats","url":"nats://a:1","discover":"dns://g:1"}}""", "mesh.discover: is given with \"engine\"")]
    [InlineData("""{"mesh":{"engine":"nats","url":"nats://a:1","credentials":"/no/file"}}""", "mesh.credentials: there is no file")]
    public void TryParse_WhatDoesNotHold_IsToldWithItsKey(string json, string start)
    {
        ConfigFile.TryParse("config.json", Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error.ToString().ShouldStartWith("config.json: " + start);
    }

    private static ClusterConfig Parse(string json)
    {
        ConfigFile.TryParse("config.json", Encoding.UTF8.GetBytes(json), out var config, out var error).ShouldBeTrue(error?.ToString());
        return config!;
    }
}
