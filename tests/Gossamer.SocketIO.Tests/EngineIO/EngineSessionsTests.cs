using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EngineSessionsTests
{
    private readonly SessionFixture _fixture = new(o => o with { MaxSessions = 3 });

    [Fact]
    public void TryCreate_AsManyAsMay_RefusesFurtherUntilOneEnds()
    {
        var sessions = Enumerable.Range(0, 3).Select(_ => _fixture.Create()).ToArray();
        Refusal().ShouldBe(EngineError.TooManySessions);
        _fixture.Table.Count.ShouldBe(3);
        sessions[1].Close(CloseReason.TransportClose);
        Refusal().ShouldBeNull();
        Refusal().ShouldNotBeNull();
    }

    [Fact]
    public void TryCreate_Ids_AreDifferentAndFitIntoUrls()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => SessionId.New()).ToHashSet(StringComparer.Ordinal);
        ids.Count.ShouldBe(1000);
        ids.ShouldAllBe(id => id.Length == 20 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }

    [Fact]
    public void TryCreate_AfterCloseAll_IsRefused()
    {
        _fixture.Table.CloseAll(CloseReason.ServerShuttingDown);
        Refusal().ShouldNotBeNull();
        _fixture.Table.Count.ShouldBe(0);
    }

    [Fact]
    public void TryCreate_WhileCloseAllRuns_LeavesNothingOpen()
    {
        for (var round = 0; round < 300; round++)
        {
            var table = new EngineSessions(SessionFixture.Defaults with { MaxSessions = 1000 }, _fixture.Time);
            var made = new EngineSession?[65];
            Parallel.For(0, made.Length, i =>
            {
                if (i == made.Length / 2)
                    table.CloseAll(CloseReason.ServerShuttingDown);
                else
                    table.TryCreate(EngineProtocol.V4, default, out made[i]);
            });
            made.ShouldAllBe(s => s == null || s.IsClosed);
            table.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void TryGet_Expired_IsUnknownAndForgotten()
    {
        var session = _fixture.Open();
        _fixture.Table.TryGet(session.Id, out _).ShouldBeTrue();
        _fixture.Time.Advance(TimeSpan.FromSeconds(45));
        _fixture.Table.TryGet(session.Id, out _).ShouldBeFalse();
        _fixture.Table.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(CloseReason.ForcedClose)]
    [InlineData(CloseReason.ServerShuttingDown)]
    internal void Close_PollingSessionWithoutPoll_LingersForCloseTimeout(CloseReason reason)
    {
        var (session, _) = _fixture.OpenPolling();
        session.Close(reason);
        _fixture.Time.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromMilliseconds(1));
        _fixture.Table.TryGet(session.Id, out var found).ShouldBeTrue();
        found.ShouldBeSameAs(session);
        _fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        _fixture.Table.TryGet(session.Id, out _).ShouldBeFalse();
        _fixture.Table.Count.ShouldBe(0);
    }

    /// <summary>
    /// The poll has decided already what it answers, and does not know of the close. Its client may never come again: the session
    /// must not stay in the table for ever.
    /// </summary>
    [Fact]
    public void Close_PollingSessionWhilePollIsAnswered_IsForgottenAfterCloseTimeout()
    {
        var (session, polling) = _fixture.OpenPolling();
        polling.TryBeginPoll(out _).ShouldBeTrue();
        session.Close(CloseReason.ForcedClose);
        polling.EndPoll();
        _fixture.Time.Advance(TimeSpan.FromSeconds(3));
        _fixture.Table.Count.ShouldBe(0);
    }

    [Fact]
    public void Close_PollingSessionForOtherReasons_IsForgottenAtOnce()
    {
        foreach (var reason in Enum.GetValues<CloseReason>().Where(r => !r.IsGraceful() && !r.IsTold()))
        {
            var (session, _) = _fixture.OpenPolling();
            session.Close(reason);
            _fixture.Table.TryGet(session.Id, out _).ShouldBeFalse();
            _fixture.Table.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void Forget_Twice_CountsOnce()
    {
        var session = _fixture.Create();
        _fixture.Create();
        _fixture.Table.Forget(session);
        _fixture.Table.Forget(session);
        _fixture.Table.Count.ShouldBe(1);
    }

    private EngineError? Refusal() => _fixture.Table.TryCreate(EngineProtocol.V4, default, out _);
}
