using Gossamer.Server.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Chat;

public sealed class ProcessPauseDetectorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly StillTime _still;
    private readonly ProcessPauseDetector _pauses;

    public ProcessPauseDetectorTests()
    {
        _still = new StillTime(_time);
        _pauses = new ProcessPauseDetector(_still, NullLogger<ProcessPauseDetector>.Instance);
    }

    public void Dispose() => _pauses.Dispose();

    [Fact]
    public void Covers_WithoutAPause_Nothing()
    {
        Pass(seconds: 3);
        StandStill(seconds: 1.4);

        _pauses.Covers(Now).ShouldBeFalse();
        _pauses.Covers(Now - 1000).ShouldBeFalse();
        _pauses.IsWithin(TimeSpan.FromSeconds(1)).ShouldBeFalse();
    }

    /// <summary>And what was sent a little before, by the clock of another server.</summary>
    [Fact]
    public void Covers_WhatWasSentMeanwhile_AlsoWhenItIsReadLater()
    {
        Pass(seconds: 10);
        StandStill(seconds: 4);
        var end = Now;
        Pass(seconds: 3);

        _pauses.Covers(end - 2000).ShouldBeTrue();
        _pauses.Covers(end - 5500).ShouldBeTrue();
        _pauses.Covers(end - 7000).ShouldBeFalse();
        _pauses.Covers(end + 500).ShouldBeFalse();
    }

    [Fact]
    public void Covers_WhatIsReadAsItWakes_WheneverItWasSent()
    {
        Pass(seconds: 10);
        StandStill(seconds: 2);
        _pauses.Covers(Now).ShouldBeTrue();
        _pauses.Covers(Now + 5000).ShouldBeTrue();
        Pass(seconds: 1);
        _pauses.Covers(Now).ShouldBeFalse();
    }

    /// <summary>What was sent during the first has not been read by then.</summary>
    [Fact]
    public void Covers_TwoSoonAfterEachOther_IsBoth()
    {
        Pass(seconds: 10);
        StandStill(seconds: 4);
        var first = Now - 3000;
        Pass(seconds: 1);
        StandStill(seconds: 4);
        Pass(seconds: 2);

        _pauses.Covers(first).ShouldBeTrue();
        Pass(seconds: 10);
        StandStill(seconds: 2);
        Pass(seconds: 2);
        _pauses.Covers(first).ShouldBeFalse();
    }

    [Fact]
    public void IsWithin_WhoWasAwayMeanwhileOrWasFoundToBeAsItWoke_Is()
    {
        Pass(seconds: 10);
        StandStill(seconds: 4);
        Pass(seconds: 3);

        _pauses.IsWithin(TimeSpan.FromSeconds(9)).ShouldBeTrue();
        _pauses.IsWithin(TimeSpan.FromSeconds(2.5)).ShouldBeTrue();
        _pauses.IsWithin(TimeSpan.FromSeconds(1.5)).ShouldBeFalse();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void StandStill(double seconds)
    {
        _still.StandsStill = true;
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _still.StandsStill = false;
        _pauses.Covers(0);
    }

    private void Pass(int seconds)
    {
        for (var step = 0; step < 10 * seconds; step++)
            _time.Advance(TimeSpan.FromMilliseconds(100));
    }
}
