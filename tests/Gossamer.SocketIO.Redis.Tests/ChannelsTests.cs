namespace Gossamer.SocketIO.Redis.Tests;

public sealed class ChannelsTests
{
    [Theory]
    [InlineData("socket.io", "/", "socket.io#/#", true)]
    [InlineData("socket.io", "/", "socket.io#/#a room#", true)]
    [InlineData("socket.io", "/", "socket.io-request#/#", true)]
    [InlineData("socket.io", "/", "socket.io-response#/#", false)]
    [InlineData("socket.io", "/", "socket.io-response#/#uid#", false)]
    [InlineData("socket.io", "/", "socket.io#/chat#", false)]
    [InlineData("socket.io", "/[a-z]*", "socket.io#/[a-z]*#", true)]
    [InlineData("socket.io", "/[a-z]*", "socket.io#/bcd#", false)]
    [InlineData("k^", "/", "k^#/#", true)]
    [InlineData("k]", "/", "k]-request#/#", true)]
    [InlineData("t", "/", "t#/#room#", true)]
    [InlineData("*", "/", "x#/#", false)]
    public void Pattern_OfANamespace_MatchesItsBroadcastsAndRequests(string key, string ns, string channel, bool matches) =>
        FakeRedis.Matches(new Channels(key, ns, "uid").Pattern, channel).ShouldBe(matches);

    [Theory]
    [InlineData("socket.io#/#", "")]
    [InlineData("socket.io#/#a room#", "a room")]
    [InlineData("socket.io#/###", "#")]
    [InlineData("socket.io#/##", "")]
    [InlineData("socket.io-request#/#", null)]
    [InlineData("socket.io#/chat#", null)]
    public void RoomOf_AChannel_IsWhatStandsInIt(string channel, string? room) =>
        new Channels("socket.io", "/", "uid").RoomOf(channel).ShouldBe(room);
}
