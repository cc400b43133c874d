using Gossamer.Server.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Limits;

public sealed class SharedBucketTableTests
{
    private static readonly RateOptions Options = new() { MaxRemembered = 3 };

    private readonly FakeTimeProvider _time = new();
    private readonly SharedBucketTable<string> _table;

    public SharedBucketTableTests() => _table = new(Options, _time);

    [Fact]
    public void Enter_AfterLeavingJustNow_HasTheSameBuckets()
    {
        var before = _table.Enter("a");
        _table.Leave("a");

        _table.Enter("a").ShouldBeSameAs(before);
    }

    [Fact]
    public void Leave_LongAgo_IsForgotten()
    {
        var before = _table.Enter("a");
        _table.Enter("b");
        _table.Leave("a");
        _time.Advance(Options.Memory);

        _table.Enter("a").ShouldNotBeSameAs(before);
        _table.Count.ShouldBe(2);
    }

    [Fact]
    public void Leave_OfMoreThanAreRemembered_ForgetsTheOldest()
    {
        for (var i = 0; i < 100; i++)
        {
            _table.Enter($"{i}");
            _table.Leave($"{i}");
        }

        _table.Count.ShouldBe(3);
    }

    [Fact]
    public void Leave_OfOneOfTwo_KeepsTheBuckets()
    {
        var buckets = _table.Enter("a");
        _table.Enter("a");
        _table.Leave("a");
        _time.Advance(Options.Memory);
        _table.Enter("b");

        _table.Enter("a").ShouldBeSameAs(buckets);
    }
}
