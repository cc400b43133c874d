using Gossamer.SocketIO.EngineIO.Transports;
using Gossamer.SocketIO.Tests.Endpoint;

namespace Gossamer.SocketIO.Tests.EngineIO.Transports;

public sealed class PollingTransportTests
{
    private readonly PollingTransport _polling = new SessionFixture().OpenPolling().Polling;

    [Fact]
    public async Task RetireAsync_WhileAPostIsHandedOn_EndsWithIt()
    {
        _polling.TryBeginPost().ShouldBeTrue();

        var retired = _polling.RetireAsync();
        retired.IsCompleted.ShouldBeFalse();
        _polling.TryBeginPost().ShouldBeFalse();
        _polling.EndPost();

        await retired.Soon();
        _polling.TryBeginPost().ShouldBeFalse();
    }

    [Fact]
    public void RetireAsync_WithoutAPost_EndsAtOnce()
    {
        _polling.TryBeginPost().ShouldBeTrue();
        _polling.EndPost();

        _polling.RetireAsync().IsCompleted.ShouldBeTrue();
        _polling.TryBeginPost().ShouldBeFalse();
    }
}
