using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LimitV3 = TimeSpan.FromSeconds(85); // the old system's

    private readonly SessionFixture _fixture = new();

    [Fact]
    public void V4_WhileIntervalLasts_SendsNothing()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Interval - Tick);
        _fixture.Transport.Take(session).ShouldBeEmpty();
    }

    [Fact]
    public void V4_AtInterval_PingsOnce()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Interval);
        _fixture.Transport.Take(session).ShouldBe(["2"]);
        _fixture.Time.Advance(Limit - Interval - Tick);
        _fixture.Transport.Take(session).ShouldBeEmpty();
        session.IsClosed.ShouldBeFalse();
    }

    /// <summary>The ping waits behind more than the client takes in the time. What it takes keeps it alive, nothing else does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void V4_PingBehindALongWrite_WhatTheClientTakesCounts(bool asked)
    {
        var session = _fixture.Open();
        session.Send(SessionFixture.Frame("4large"));
        session.TryTake(_fixture.Transport, out var large).ShouldBeTrue();
        _fixture.Time.Advance(Interval + Tick); // the ping waits behind it
        large.Dispose(); // written in the end
        _fixture.Time.Advance(Limit - Interval);
        session.IsClosed.ShouldBeFalse();
        if (asked)
            session.CloseIfExpired().ShouldBeFalse();

        _fixture.Time.Advance(Limit + (2 * Tick)); // and nothing more is taken
        if (asked)
            session.CloseIfExpired().ShouldBeTrue();
        _fixture.Handler.Ends.ShouldBe([CloseReason.PingTimeout]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Silence_OfIntervalAndTimeout_EndsSessionExactlyThen(int eio)
    {
        var session = _fixture.Open((EngineProtocol)eio);
        _fixture.Time.Advance(LimitOf(eio) - Tick);
        session.CloseIfExpired().ShouldBeFalse();
        _fixture.Time.Advance(Tick);
        session.CloseIfExpired().ShouldBeTrue();
        _fixture.Handler.Ends.ShouldBe([CloseReason.PingTimeout]);
    }

    /// <summary>Nobody asks: the timer has to say it.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Silence_OfIntervalAndTimeout_EndsSessionByItself(int eio)
    {
        _fixture.Open((EngineProtocol)eio);
        _fixture.Time.Advance(LimitOf(eio) - Tick);
        _fixture.Handler.Ends.ShouldBeEmpty();
        _fixture.Time.Advance(2 * Tick);
        _fixture.Handler.Ends.ShouldBe([CloseReason.PingTimeout]);
        _fixture.Table.Count.ShouldBe(0);
    }

    [Fact]
    public async Task V4_Pong_MovesPingAndEnd()
    {
        var session = _fixture.Open();
        for (var i = 0; i < 5; i++)
        {
            _fixture.Time.Advance(Interval);
            _fixture.Transport.Take(session).ShouldBe(["2"]);
            _fixture.Time.Advance(TimeSpan.FromSeconds(19));
            await session.ReceiveAloneAsync(SessionFixture.Packet("3"));
        }

        _fixture.Time.Advance(Limit - Tick);
        session.IsClosed.ShouldBeFalse();
        _fixture.Time.Advance(2 * Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    /// <summary>A client that reads nothing, and says every 12 s that it is there.</summary>
    [Fact]
    public async Task V4_PongsThatNobodyAskedFor_DoNotMoveEnd()
    {
        var session = _fixture.Open();
        for (var i = 0; i < 3; i++)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(12));
            await session.ReceiveAloneAsync(SessionFixture.Packet("3"));
        }

        _fixture.Time.Advance(Limit - TimeSpan.FromSeconds(36) + Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    [Fact]
    public async Task V4_PongWhileThePingWaitsBehindAStuckWrite_DoesNotMoveEnd()
    {
        var session = _fixture.Open();
        session.Send(SessionFixture.Frame("4stuck"));
        session.TryTake(_fixture.Transport, out _).ShouldBeTrue(); // and never written
        _fixture.Time.Advance(Interval);
        await session.ReceiveAloneAsync(SessionFixture.Packet("3"));
        _fixture.Time.Advance(Limit - Interval + Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    /// <summary>The writer's thread may be held up just after the client got the ping.</summary>
    [Fact]
    public async Task V4_PongBeforeTheWriterIsDone_CountsWhenItIs()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Interval);
        session.TryTake(_fixture.Transport, out var batch).ShouldBeTrue();
        await session.ReceiveAloneAsync(SessionFixture.Packet("3"));
        batch.Dispose();
        _fixture.Time.Advance(Limit - Tick);
        session.IsClosed.ShouldBeFalse();
        _fixture.Transport.Take(session).ShouldBe(["2"], "the next ping");
    }

    [Theory]
    [InlineData("4hello")]
    [InlineData("6")]
    public async Task V4_AnyPacket_MovesEnd(string packet)
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Interval);
        _fixture.Transport.Take(session).ShouldBe(["2"]);
        for (var i = 0; i < 5; i++)
        {
            _fixture.Time.Advance(Limit - Interval);
            await session.ReceiveAloneAsync(SessionFixture.Packet(packet));
        }

        _fixture.Time.Advance(Limit - Tick);
        session.IsClosed.ShouldBeFalse();
        _fixture.Time.Advance(2 * Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    [Fact]
    public async Task SilentFor_ManyPacketsArriveTogether_BeginsWhenTheLastIsHandled()
    {
        var session = _fixture.Open(EngineProtocol.V3);
        _fixture.Time.Advance(Tick);
        session.SilentFor.ShouldBe(Tick);

        await session.ReceiveAsync(SessionFixture.Packet("4hello"));
        _fixture.Time.Advance(Tick);
        session.SilentFor.ShouldBe(TimeSpan.Zero);
        session.OnArrivedHandled();
        _fixture.Time.Advance(Tick);

        session.SilentFor.ShouldBe(Tick);
    }

    [Fact]
    public async Task V4_PacketsWhileThePingWaits_DoNotMoveEnd()
    {
        var session = _fixture.Open();
        _fixture.Time.Advance(Limit - Tick);
        await session.ReceiveAloneAsync(SessionFixture.Packet("4hello"));
        _fixture.Time.Advance(2 * Tick);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4hello")]
    [InlineData("6")]
    public async Task V3_AnyPacket_MovesEnd(string packet)
    {
        var session = _fixture.Open(EngineProtocol.V3);
        for (var i = 0; i < 5; i++)
        {
            _fixture.Time.Advance(LimitV3 - Tick);
            await session.ReceiveAloneAsync(SessionFixture.Packet(packet));
        }

        session.IsClosed.ShouldBeFalse();
        _fixture.Time.Advance(LimitV3 - Tick);
        session.IsClosed.ShouldBeFalse();
        _fixture.Time.Advance(2 * Tick);
        session.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void V3_Server_NeverPings()
    {
        var session = _fixture.Open(EngineProtocol.V3);
        _fixture.Time.Advance(LimitV3 - Tick);
        _fixture.Transport.Take(session).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2", "3")]
    [InlineData("2probe", "3probe")]
    [InlineData("2😀", "3😀")]
    public async Task V3_Ping_IsAnsweredWithItsData(string ping, string pong)
    {
        var session = _fixture.Open(EngineProtocol.V3);
        await session.ReceiveAloneAsync(SessionFixture.Packet(ping));
        _fixture.Transport.Take(session).ShouldBe([pong]);
    }

    [Fact]
    public void Closed_Session_IsLeftAlone()
    {
        var session = _fixture.Open();
        session.Close(CloseReason.TransportClose);
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        _fixture.Handler.Ends.ShouldBe([CloseReason.TransportClose]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Session_ThatIsNeverOpened_IsForgotten(int eio)
    {
        _fixture.Create((EngineProtocol)eio);
        _fixture.Time.Advance(LimitOf(eio) + Tick);
        _fixture.Table.Count.ShouldBe(0);
    }

    /// <summary>A real clock and the shortest time: the timer may be due before whoever makes the session has finished.</summary>
    [Fact]
    public void Timer_DueAtOnce_FindsFinishedSession()
    {
        var options = _fixture.Options with { PingInterval = Tick, PingTimeout = Tick, PingTimeoutV3 = Tick, MaxSessions = int.MaxValue };
        var table = new EngineSessions(options, TimeProvider.System);
        for (var i = 0; i < 2000; i++)
            table.TryCreate((i & 1) == 0 ? EngineProtocol.V3 : EngineProtocol.V4, default, out _).ShouldBeNull();
        SpinWait.SpinUntil(() => table.Count == 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    private static TimeSpan LimitOf(int eio) => eio == 3 ? LimitV3 : Limit;
}
