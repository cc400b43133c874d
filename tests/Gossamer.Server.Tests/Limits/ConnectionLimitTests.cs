using Gossamer.Server.Limits;

namespace Gossamer.Server.Tests.Limits;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData(1, 512)]
    [InlineData(2, 342)]
    [InlineData(10, 94)]
    public void AllowsMore_SoManyAddressesThatTakeAllTheyGet_LeaveRoomForAnother(int addresses, int atMostEach)
    {
        var limit = new ConnectionLimit(1024);
        var held = new int[addresses];
        for (var round = 0; round < 1024; round++)
            for (var i = 0; i < addresses; i++)
                if (limit.AllowsMore(held.Sum(), held[i]))
                    held[i]++;

        held.ShouldAllBe(count => count <= atMostEach);
        limit.AllowsMore(held.Sum(), 0).ShouldBeTrue();
    }

    [Fact]
    public void AllowsMore_NoneLeft_IsFalse()
    {
        new ConnectionLimit(1).AllowsMore(0, 0).ShouldBeTrue();
        new ConnectionLimit(1).AllowsMore(1, 0).ShouldBeFalse();
    }
}
