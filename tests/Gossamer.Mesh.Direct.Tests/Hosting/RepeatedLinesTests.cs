using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Direct.Tests;

public sealed class RepeatedLinesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RepeatedLines _lines;

    public RepeatedLinesTests() => _lines = new(_time);

    [Fact]
    public void TryTake_TheFirst_IsWrittenAtOnce()
    {
        _lines.TryTake(out var unsaid).ShouldBeTrue();

        unsaid.ShouldBe(0);
    }

    [Fact]
    public void TryTake_WithinASecond_IsLeftOutAndToldOfByTheNext()
    {
        _lines.TryTake(out _);
        for (var i = 0; i < 5; i++)
            _lines.TryTake(out _).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _lines.TryTake(out _).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        _lines.TryTake(out var unsaid).ShouldBeTrue();

        unsaid.ShouldBe(6);
    }

    [Fact]
    public void TryTake_AfterALineThatTold_CountsAnew()
    {
        foreach (var expected in (long[])[0, 1, 1])
        {
            _lines.TryTake(out var unsaid).ShouldBeTrue();
            unsaid.ShouldBe(expected);
            _lines.TryTake(out _).ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromHours(1));
        _lines.TryTake(out var last).ShouldBeTrue();
        last.ShouldBe(1);
    }
}
