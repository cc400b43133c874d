using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class PendingSessionsTests
{
    private readonly SessionFixture _fixture = new(o => o with { MaxPendingSessions = 2, PendingTimeout = TimeSpan.FromSeconds(10) });

    [Fact]
    public void TryCreate_MorePendingThanMay_EndsTheOldest()
    {
        var sessions = Enumerable.Range(0, 5).Select(_ => _fixture.Create()).ToArray();

        sessions.Select(session => session.IsClosed).ShouldBe([true, true, true, false, false]);
        (_fixture.Table.Count, _fixture.Table.PendingCount).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Receive_Anything_IsPendingNoMore()
    {
        var first = _fixture.Open();
        await first.ReceiveAsync(SessionFixture.Packet("40"));
        foreach (var _ in Enumerable.Range(0, 5))
            _fixture.Create();

        first.IsClosed.ShouldBeFalse();
        (_fixture.Table.Count, _fixture.Table.PendingCount).ShouldBe((3, 2));
    }

    [Fact]
    public void TryCreate_OneIsPendingForTooLong_EndsIt()
    {
        var first = _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        first.IsClosed.ShouldBeFalse();
        _fixture.Create();
        first.IsClosed.ShouldBeTrue();
        first.Reason.ShouldBe(CloseReason.NeverUsed);
    }

    /// <summary>Or a flood of handshakes with a byte each would use up the table of all.</summary>
    [Theory]
    [InlineData("6")]
    [InlineData("3")]
    public async Task Receive_NoMessageWhereClientsSpeakFirst_IsPendingStill(string packet)
    {
        var (session, _) = _fixture.OpenPolling();

        await session.ReceiveAsync(SessionFixture.Packet(packet));
        session.OnContinued();

        _fixture.Table.PendingCount.ShouldBe(1);
    }

    [Fact]
    public void OnContinued_WhereClientsMayListenOnly_IsPendingNoMore()
    {
        _fixture.Handler.ClientSpeaksFirst = false;
        var (session, _) = _fixture.OpenPolling();

        _fixture.Table.PendingCount.ShouldBe(1);
        session.OnContinued();

        _fixture.Table.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void Open_AWebSocketWhereClientsMayListenOnly_IsPendingNoMore()
    {
        _fixture.Handler.ClientSpeaksFirst = false;

        _fixture.Open();

        _fixture.Table.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void Close_APendingOne_IsNotCountedAnyMore()
    {
        _fixture.Create().Close(CloseReason.TransportClose);
        _fixture.Table.PendingCount.ShouldBe(0);
        _fixture.Create();
        _fixture.Create();
        _fixture.Table.PendingCount.ShouldBe(2);
    }
}
