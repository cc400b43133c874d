using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.Api;
using Gossamer.SocketIO.Tests.Endpoint;

namespace Gossamer.SocketIO.Tests.EngineIO;

/// <summary>The bounds of an outbox: 16 frames, 1,000 bytes; four times that for a client that takes.</summary>
public sealed class EngineSessionOutboxTests
{
    /// <summary>A quarter of <see cref="EngineOptions.WriteTimeout"/>, and a little.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(7.6);

    private readonly SessionFixture _fixture = new(o => o with { Outbox = new(16, 1000), PingInterval = TimeSpan.FromHours(1) });

    [Fact]
    public async Task Send_BeyondTheBoundToAClientThatTakesNothing_ClosesAsOutboxFull()
    {
        var session = _fixture.Open();
        Send(session, 17, "4a");
        _fixture.Time.Advance(Slow);
        session.Send(SessionFixture.Frame("4a")).ShouldBeFalse();
        _fixture.Transport.Take(session).ShouldBeEmpty();
        await Eventually.TrueAsync(() => !_fixture.Handler.Ends.IsEmpty);
        _fixture.Handler.Ends.ShouldBe([CloseReason.OutboxFull]);
    }

    [Fact]
    public void Send_WithinTheBoundToAClientThatTakesNothing_GoesOn()
    {
        var session = _fixture.Open();
        for (var i = 0; i < 3; i++)
        {
            Send(session, 5, "4a");
            _fixture.Time.Advance(Slow);
        }

        session.Send(SessionFixture.Frame("4a")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(4, 1000)]
    public void Send_FourTimesTheBound_ClosesAsOutboxFull(int frames, int bytes)
    {
        var session = _fixture.Open();
        for (var i = 0; i < frames; i++)
            session.Send(new EngineFrame(new byte[bytes])).ShouldBeTrue();
        for (var i = 0; i < 4 && !session.IsClosed; i++)
            session.Send(new EngineFrame(new byte[bytes]));
        session.Reason.ShouldBe(CloseReason.OutboxFull);
    }

    /// <summary>Taken, and another batch is there already: it is behind all the time, and slow at no time.</summary>
    [Fact]
    public void Send_BeyondTheBoundToAClientThatTakes_GoesOn()
    {
        var session = _fixture.Open();
        for (var round = 0; round < 5; round++)
        {
            Send(session, 30, "4a");
            _fixture.Time.Advance(Slow);
            _fixture.Transport.Take(session).Length.ShouldBe(30);
        }
    }

    [Fact]
    public void Send_LargerThanAllBoundsWhileNothingWaits_IsSent()
    {
        var session = _fixture.Open();
        session.Send([new EngineFrame(new byte[10]), new EngineFrame(new byte[20_000])]).ShouldBeTrue();
        session.Send(new EngineFrame(new byte[1])).ShouldBeFalse();
    }

    [Fact]
    public void Send_AfterTake_BoundsBeginAnew()
    {
        var session = _fixture.Open();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 64; i++)
                session.Send(SessionFixture.Frame($"4{i}")).ShouldBeTrue();
            _fixture.Transport.Take(session).ShouldBe(Enumerable.Range(0, 64).Select(i => $"4{i}"));
        }
    }

    [Theory]
    [InlineData(1, 10, true)]
    [InlineData(2, 10, false)]
    [InlineData(1, 63, false)]
    public void WaitForRoom_WhateverWaits_EndsAtOnceUpToASixteenth(int frames, int bytes, bool isRoom)
    {
        var session = _fixture.Open();
        for (var i = 0; i < frames; i++)
            session.Send(new EngineFrame(new byte[bytes]));
        WaitForRoomAsync(session).IsCompletedSuccessfully.ShouldBe(isRoom);
    }

    [Fact]
    public async Task WaitForRoom_Taken_Ends()
    {
        var (session, waiting) = Crowded();
        _fixture.Transport.Take(session);
        await waiting.Soon();
        WaitForRoomAsync(session).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Theory]
    [InlineData(CloseReason.PingTimeout)]
    [InlineData(CloseReason.ForcedClose)]
    internal async Task WaitForRoom_SessionEnds_Ends(CloseReason reason)
    {
        var (session, waiting) = Crowded();
        session.Close(reason);
        await waiting.Soon();
        WaitForRoomAsync(session).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task WaitForRoom_WriteTimeoutIsOver_Ends()
    {
        var (session, waiting) = Crowded();
        _fixture.Time.Advance(_fixture.Options.WriteTimeout);
        await waiting.Soon();
        session.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForRoom_Cancelled_ThrowsAndKeepsWhatWaits()
    {
        var session = _fixture.Open();
        Send(session, 2, "4a");
        using var cancellation = new CancellationTokenSource();
        var waiting = session.WaitForRoomAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.Soon());
        _fixture.Transport.Take(session).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Drained_AllIsWritten_IsCalledEachTimeUntilItIsRemoved()
    {
        var session = _fixture.Open();
        using var drained = new SemaphoreSlim(0);
        var handler = session.Drained.Add(() => drained.Release());
        Send(session, 2, "4a");
        session.TryTake(_fixture.Transport, out var batch).ShouldBeTrue();
        drained.CurrentCount.ShouldBe(0);
        Send(session, 1, "4b");
        batch.Dispose(); // something waits again
        session.TryTake(_fixture.Transport, out batch).ShouldBeTrue();
        batch.Dispose();
        (await drained.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken)).ShouldBeTrue();
        drained.CurrentCount.ShouldBe(0);

        handler.Dispose();
        var second = session.Drained.Add(() => drained.Release(10));
        Send(session, 1, "4c");
        _fixture.Transport.Take(session);
        (await drained.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken)).ShouldBeTrue();
        drained.CurrentCount.ShouldBe(9);
        second.Dispose();
    }

    private (EngineSession Session, Task Waiting) Crowded()
    {
        var session = _fixture.Open();
        Send(session, 2, "4a");
        var waiting = WaitForRoomAsync(session);
        waiting.IsCompleted.ShouldBeFalse();
        return (session, waiting);
    }

    private static Task WaitForRoomAsync(EngineSession session) =>
        session.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();

    private static void Send(EngineSession session, int count, string text)
    {
        for (var i = 0; i < count; i++)
            session.Send(SessionFixture.Frame(text)).ShouldBeTrue();
    }
}
