using System.Net;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Tests.Forwarding;

public sealed class ForwardLimitTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("10.0.0.2");
    private static readonly IPAddress Proxy = IPAddress.Parse("10.1.0.1");

    private readonly TcpConnectionLimit _connections = new(1000, TimeProvider.System);

    [Fact]
    public void TryEnter_OneAddress_GetsItsPartAndLeavesTheRestToOthers()
    {
        var limit = Limit(perServer: 10, perAddress: 4);
        EnterAll(limit, "a", One).ShouldBe(4);
        limit.TryEnter("b", One).ShouldBeFalse("to whatever server");
        EnterAll(limit, "a", Other).ShouldBe(4);
        limit.Leave("a", One);
        EnterAll(limit, "b", One).ShouldBe(1);
    }

    [Fact]
    public void TryEnter_ToOneServer_EndsAtItsNumber()
    {
        var limit = Limit(perServer: 10, perAddress: 4);
        EnterAll(limit, "a", Proxy).ShouldBe(10, "behind a proxy there are many");
        limit.TryEnter("a", One).ShouldBeFalse();
        limit.TryEnter("b", One).ShouldBeTrue();
    }

    [Fact]
    public void TryEnter_Each_IsOneOfTheConnections()
    {
        var limit = new ForwardLimit(new ForwardingOptions(), new TcpConnectionLimit(10, TimeProvider.System), []);
        EnterAll(limit, "a", One).ShouldBe(5, "one address gets half of all");
        EnterAll(limit, "a", Other).ShouldBe(3);

        var counting = Limit(perServer: 10, perAddress: 4);
        EnterAll(counting, "a", One);
        _connections.Count.ShouldBe(4);
        for (var i = 0; i < 4; i++)
            counting.Leave("a", One);
        _connections.Count.ShouldBe(0);
    }

    private ForwardLimit Limit(int perServer, int perAddress) => new(
        new ForwardingOptions { MaxPerServer = perServer, MaxPerAddress = perAddress }, _connections, [IPNetwork.Parse("10.1.0.0/16")]);

    private static int EnterAll(ForwardLimit limit, string server, IPAddress address)
    {
        var entered = 0;
        while (limit.TryEnter(server, address))
            entered++;
        return entered;
    }
}
