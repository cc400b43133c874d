namespace Gossamer.Mesh.Dns.Tests;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("dns://gossamer:3001")]
    [InlineData("dns://gossamer.chat.svc.cluster.local.:3001")]
    [InlineData("srv://_gossamer._tcp.example.com")]
    public void FaultOf_Name_IsNone(string name) => DnsName.FaultOf(new(name)).ShouldBeNull();

    [Theory]
    [InlineData(null, "is missing: ")]
    [InlineData("dns://gossamer", "needs a host and a port: ")]
    [InlineData("srv://_gossamer._tcp.example.com:3001", "needs a host and no port")]
    [InlineData("http://gossamer:3001", "must begin with dns:// or srv://")]
    [InlineData("dns://gossamer:3001/path", "must be a host")]
    public void FaultOf_SomethingElse_SaysWhatItShouldBe(string? name, string start) =>
        DnsName.FaultOf(name is null ? null : new Uri(name)).ShouldStartWith(start);

    [Fact]
    public void NamesOf_WithSearchDomains_DotsTellWhetherTheyAreFirst()
    {
        DnsLookup.NamesOf("gossamer", ["search a.test b.test"]).ShouldBe(["gossamer.a.test.", "gossamer.b.test.", "gossamer."]);
        DnsLookup.NamesOf("gossamer.chat", ["search a.test"]).ShouldBe(["gossamer.chat.", "gossamer.chat.a.test."]);
        DnsLookup.NamesOf("gossamer.chat", ["search a.test", "options timeout:1 ndots:5"])
            .ShouldBe(["gossamer.chat.a.test.", "gossamer.chat."]);
    }

    [Fact]
    public void DomainsOf_ResolverConfiguration_GivesThoseOfItsLastSearchLine() =>
        DnsLookup.DomainsOf(
            ["# resolver", "nameserver 10.0.0.10", "search one.", "search chat.svc.cluster.local svc.cluster.local", "options ndots:5"])
            .ShouldBe(["chat.svc.cluster.local", "svc.cluster.local"]);
}
