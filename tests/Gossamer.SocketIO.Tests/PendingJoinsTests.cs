namespace Gossamer.SocketIO.Tests;

public sealed class PendingJoinsTests
{
    [Fact]
    public async Task Hold_BelowTheBound_LetsReadingGoOn()
    {
        var joins = new PendingJoins(2, 1_000);
        var check = new TaskCompletionSource();

        joins.Hold("/a", check.Task).AsTask().IsCompletedSuccessfully.ShouldBeTrue();

        joins.TryFind("/a", out var joining).ShouldBeTrue();
        joins.TryFind("/b", out _).ShouldBeFalse();
        check.SetResult();
        await joining!;
        joins.TryFind("/a", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Hold_AtTheBound_HoldsReadingUntilThatOneIsOver()
    {
        var joins = new PendingJoins(2, 1_000);
        var (a, b) = (new TaskCompletionSource(), new TaskCompletionSource());
        _ = joins.Hold("/a", a.Task).AsTask();

        var reading = joins.Hold("/b", b.Task).AsTask();

        reading.IsCompleted.ShouldBeFalse();
        b.SetResult();
        await reading;
        joins.TryFind("/a", out _).ShouldBeTrue();
        joins.TryFind("/b", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Hold_PacketsBehindAJoin_ComeInTheirOrderAndAreBoundedInBytes()
    {
        var joins = new PendingJoins(10, 1_000);
        var check = new TaskCompletionSource();
        _ = joins.Hold("/a", check.Task).AsTask();
        joins.TryFind("/a", out var first).ShouldBeTrue();
        var reading = joins.Hold("/a", first, bytes: 999).AsTask();
        reading.IsCompletedSuccessfully.ShouldBeTrue();
        joins.TryFind("/a", out var second).ShouldBeTrue();

        var full = joins.Hold("/a", second, bytes: 1).AsTask();

        full.IsCompleted.ShouldBeFalse();
        check.SetResult();
        await full;
    }
}
