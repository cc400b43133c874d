using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EngineSessionProbingTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SessionFixture _fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("3")]
    [InlineData("4hello")]
    [InlineData("6")]
    public async Task V4_Probe_PingsAtOnceAndAnyPacketAnswers(string packet)
    {
        var session = _fixture.Open();

        var probe = session.ProbeAsync(Patience, Cancel);

        _fixture.Transport.Take(session).ShouldBe(["2"]);
        _fixture.Time.Advance(Patience - Tick);
        probe.IsCompleted.ShouldBeFalse();
        await session.ReceiveAsync(SessionFixture.Packet(packet));
        (await probe).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4hello")]
    public async Task V3_Probe_OnlyListens(string packet)
    {
        var session = _fixture.Open(EngineProtocol.V3);

        var probe = session.ProbeAsync(Patience, Cancel);

        _fixture.Transport.Take(session).ShouldBeEmpty();
        await session.ReceiveAsync(SessionFixture.Packet(packet));
        (await probe).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Probe_WithoutAPacket_IsFalseInTime(int eio)
    {
        var session = _fixture.Open((EngineProtocol)eio);
        await session.ReceiveAsync(SessionFixture.Packet("4before"));

        var probe = session.ProbeAsync(Patience, Cancel);

        _fixture.Time.Advance(Patience);
        (await probe).ShouldBeFalse();
        session.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Probe_AfterOneInVain_CanSucceed()
    {
        var session = _fixture.Open();
        var first = session.ProbeAsync(Patience, Cancel);
        _fixture.Time.Advance(Patience);
        (await first).ShouldBeFalse();

        var second = session.ProbeAsync(Patience, Cancel);

        _fixture.Transport.Take(session).ShouldBe(["2"], "the first ping is still unanswered");
        await session.ReceiveAsync(SessionFixture.Packet("3"));
        (await second).ShouldBeTrue();
    }

    [Fact]
    public async Task Probes_AtOnce_ShareAPing()
    {
        var session = _fixture.Open();

        var probes = Task.WhenAll(session.ProbeAsync(Patience, Cancel), session.ProbeAsync(Patience, Cancel));

        _fixture.Transport.Take(session).ShouldBe(["2"]);
        await session.ReceiveAsync(SessionFixture.Packet("3"));
        (await probes).ShouldBe([true, true]);
    }

    [Fact]
    public async Task V4_Probe_WhileTheRegularPingIsUnanswered_SendsNoOther()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Interval);
        _fixture.Transport.Take(session).ShouldBe(["2"]);

        var probe = session.ProbeAsync(Patience, Cancel);

        _fixture.Transport.Take(session).ShouldBeEmpty();
        await session.ReceiveAsync(SessionFixture.Packet("3"));
        (await probe).ShouldBeTrue();
    }

    [Fact]
    public async Task V4_ProbesPong_IsASignOfLifeToTheHeartbeat()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(TimeSpan.FromSeconds(20));
        var probe = session.ProbeAsync(Patience, Cancel);
        _fixture.Transport.Take(session).ShouldBe(["2"]);
        await session.ReceiveAsync(SessionFixture.Packet("3"));
        (await probe).ShouldBeTrue();

        _fixture.Time.Advance(Interval - Tick);
        _fixture.Transport.Take(session).ShouldBeEmpty();
        _fixture.Time.Advance(Tick);
        _fixture.Transport.Take(session).ShouldBe(["2"]);
    }

    [Fact]
    public async Task V4_UnansweredProbe_LeavesTheSessionsEndWhereItWas()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(TimeSpan.FromSeconds(20));
        var probe = session.ProbeAsync(Patience, Cancel);
        _fixture.Time.Advance(Patience);
        (await probe).ShouldBeFalse();

        _fixture.Time.Advance(Limit - TimeSpan.FromSeconds(22) - Tick);
        _fixture.Transport.Take(session).ShouldBe(["2"], "one ping in all");
        session.IsClosed.ShouldBeFalse();
        _fixture.Time.Advance(2 * Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
        session.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_WhenTheSessionEnds_IsFalseAtOnce()
    {
        var session = _fixture.Open();
        var probe = session.ProbeAsync(Patience, Cancel);

        session.Close(CloseReason.TransportClose);

        (await probe.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).ShouldBeFalse(); // the session's clock stands still
        (await session.ProbeAsync(Patience, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Probe_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        var probe = _fixture.Open().ProbeAsync(Patience, cancelled.Token);

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(probe);
    }
}
