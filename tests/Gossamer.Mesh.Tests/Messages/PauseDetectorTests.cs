using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Tests;

public sealed class PauseDetectorTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<TimeSpan> _pauses = [];
    private readonly PauseDetector _detector;

    public PauseDetectorTests() => _detector = new(_time, _pauses.Add);

    [Fact]
    public void Beat_InTime_NoPause()
    {
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.4));
            _detector.Beat();
        }

        _pauses.ShouldBeEmpty();
        _detector.IsWithin(Window).ShouldBeFalse();
    }

    [Fact]
    public void Beat_AfterAStandstill_TellsHowLongItWasOnce()
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        _detector.Beat();
        _detector.Beat();
        _pauses.ShouldBe([TimeSpan.FromSeconds(20)]);
    }

    [Fact]
    public void IsWithin_AskedFirstOnWaking_KnowsAndTellsBeforeAnyBeat()
    {
        _time.Advance(TimeSpan.FromSeconds(1.5));
        _detector.IsWithin(Window).ShouldBeTrue();
        _detector.Beat();
        _pauses.ShouldBe([TimeSpan.FromSeconds(1.5)]);
    }

    [Fact]
    public void IsWithin_TheWindowIsOver_NoMore()
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        _detector.Beat();
        for (var i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.2));
            _detector.IsWithin(Window).ShouldBeTrue();
        }

        _time.Advance(TimeSpan.FromSeconds(0.2));
        _detector.IsWithin(Window).ShouldBeFalse();
    }
}
