using Gossamer.SocketIO.EngineIO.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Watchdog _watchdog;
    private int _enough = 1;
    private int _late;

    public WatchdogTests() => _watchdog = new Watchdog(_time, 10 * Second, () => ++_late >= _enough);

    [Fact]
    public void Begin_WithoutEnd_TellsOnceWhenTheTimeIsOver()
    {
        _watchdog.Begin();
        _time.Advance(10 * Second);
        _late.ShouldBe(0);
        _time.Advance(Second);
        _late.ShouldBe(1);
        _time.Advance(100 * Second);
        _late.ShouldBe(1);
    }

    [Fact]
    public void Begin_AgainAndAgain_CountsFromTheLast()
    {
        for (var i = 0; i < 10; i++)
        {
            _watchdog.Begin();
            _time.Advance(9 * Second);
        }

        _late.ShouldBe(0);
        _time.Advance(2 * Second);
        _late.ShouldBe(1);
    }

    [Fact]
    public void End_InTime_TellsNothingUntilTheNextBegins()
    {
        _watchdog.Begin();
        _time.Advance(9 * Second);
        _watchdog.End();
        _time.Advance(100 * Second);
        _late.ShouldBe(0);
        _watchdog.Begin();
        _time.Advance(11 * Second);
        _late.ShouldBe(1);
    }

    [Fact]
    public void Begin_LateButNotOver_IsAskedAgainUntilItEnds()
    {
        _enough = 100;
        _watchdog.Begin();
        for (var i = 0; i < 35; i++)
            _time.Advance(Second);
        _late.ShouldBe(3);
        _watchdog.End();
        _time.Advance(100 * Second);
        _late.ShouldBe(3);
    }

    [Fact]
    public void Dispose_WhileSomethingIsUnderWay_TellsNothing()
    {
        _watchdog.Begin();
        _watchdog.Dispose();
        _watchdog.Begin();
        _time.Advance(100 * Second);
        _late.ShouldBe(0);
    }

    public void Dispose() => _watchdog.Dispose();
}
