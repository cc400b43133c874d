using System.Net;
using Gossamer.Server.Hosting;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Hosting;

public sealed class TcpConnectionLimitTests
{
    private static readonly ClientAddress One = ClientAddress.Of(IPAddress.Parse("10.0.0.1"));
    private static readonly ClientAddress Other = ClientAddress.Of(IPAddress.Parse("10.0.0.2"));

    private readonly TcpConnectionLimit _limit = new(10, TimeProvider.System);

    [Fact]
    public void TryEnter_OneAddress_GetsHalfOfAllAndLeavesTheRestToOthers()
    {
        EnterAll(One).ShouldBe(5);
        EnterAll(Other).ShouldBe(3);
        _limit.Count.ShouldBe(8);
    }

    [Fact]
    public void TryEnter_AProxy_MayHoldAll()
    {
        EnterAll(null).ShouldBe(10);
        _limit.TryEnter(One).ShouldBeFalse();
    }

    [Fact]
    public void Leave_OneOfAnAddress_LeavesRoomForAnother()
    {
        EnterAll(One);
        _limit.Leave(One);
        _limit.TryEnter(One).ShouldBeTrue();
        _limit.TryEnter(One).ShouldBeFalse();
    }

    private int EnterAll(ClientAddress? address)
    {
        var entered = 0;
        while (_limit.TryEnter(address))
            entered++;
        return entered;
    }
}
