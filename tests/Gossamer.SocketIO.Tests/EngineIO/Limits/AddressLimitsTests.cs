using System.Net;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class AddressLimitsTests
{
    private static readonly ClientAddress One = Address("192.0.2.1");
    private static readonly ClientAddress Two = Address("192.0.2.2");

    [Fact]
    public void TryCreate_AsManyOfAnAddressAsMay_RefusesItsNextAndNobodyElse()
    {
        var fixture = new SessionFixture(o => o with { MaxSessionsPerAddress = 2 });
        fixture.Table.TryCreate(EngineProtocol.V4, One, out var first).ShouldBeNull();
        fixture.Table.TryCreate(EngineProtocol.V4, One, out _).ShouldBeNull();

        fixture.Table.TryCreate(EngineProtocol.V4, One, out _).ShouldBe(EngineError.TooManySessionsOfAddress);
        fixture.Table.TryCreate(EngineProtocol.V4, Two, out _).ShouldBeNull();
        fixture.Table.Count.ShouldBe(3);

        first!.Close(CloseReason.TransportClose);
        fixture.Table.TryCreate(EngineProtocol.V4, One, out _).ShouldBeNull();
        fixture.Table.TryCreate(EngineProtocol.V4, One, out _).ShouldBe(EngineError.TooManySessionsOfAddress);
    }

    [Fact]
    public void TryCreate_RefusedSinceTheServerIsFull_CountsForNoAddress()
    {
        var fixture = new SessionFixture(o => o with { MaxSessions = 1, MaxSessionsPerAddress = 1 });
        fixture.Table.TryCreate(EngineProtocol.V4, One, out var first).ShouldBeNull();
        fixture.Table.TryCreate(EngineProtocol.V4, Two, out _).ShouldBe(EngineError.TooManySessions);
        first!.Close(CloseReason.TransportClose);
        fixture.Table.TryCreate(EngineProtocol.V4, Two, out _).ShouldBeNull();
    }

    [Fact]
    public void TryCreate_MoreHandshakesThanTheBurst_RefusesThatAddressOnly()
    {
        var fixture = new SessionFixture(o => o with { HandshakeBurstPerAddress = 2, HandshakesPerSecondPerAddress = 1 });
        var refusals = Enumerable.Range(0, 20).Select(_ => fixture.Table.TryCreate(EngineProtocol.V4, One, out var _)).ToArray();

        refusals[..2].ShouldAllBe(refusal => refusal == null);
        refusals.ShouldContain(EngineError.TooManyHandshakes);
        fixture.Table.TryCreate(EngineProtocol.V4, Two, out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::", "0.0.0.0", false)]
    public void Of_TwoAddresses_AreOneClientByTheirNetwork(string one, string other, bool same) =>
        (Address(one) == Address(other)).ShouldBe(same);

    private static ClientAddress Address(string text) => ClientAddress.Of(IPAddress.Parse(text));
}
