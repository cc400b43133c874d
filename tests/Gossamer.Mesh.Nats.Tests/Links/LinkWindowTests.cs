using CsCheck;

namespace Gossamer.Mesh.Nats.Tests;

public sealed class LinkWindowTests
{
    private const int Bytes = LinkWindow.Least;
    private const int Quarter = (Bytes / 4) - LinkWindow.PieceOverhead;

    private readonly LinkWindow _window = new(Bytes);

    [Fact]
    public async Task TakeAsync_WithinTheWindow_GoesAtOnce()
    {
        for (ulong number = 1; number <= 4; number++)
            (await Take(number, Quarter)).ShouldBe(Quarter);
    }

    [Fact]
    public async Task TakeAsync_BeyondTheWindow_WaitsUntilEnoughIsTaken()
    {
        for (ulong number = 1; number <= 4; number++)
            await Take(number, Quarter);
        var fifth = Take(5, 1);
        fifth.IsCompleted.ShouldBeFalse();
        _window.Taken(1);

        (await fifth.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task TakeAsync_MoreThanAQuarter_IsCut() => (await Take(1, 100 * Bytes)).ShouldBe(Quarter);

    [Fact]
    public async Task TakeAsync_OtherServerAllowsLess_TheSmallerOneCounts()
    {
        var window = new LinkWindow(16 * Bytes);
        window.Limit(Bytes);
        (await window.TakeAsync(1, 100 * Bytes, TestContext.Current.CancellationToken)).ShouldBe(Quarter);
        window.Limit(64 * Bytes);
        (await window.TakeAsync(2, 100 * Bytes, TestContext.Current.CancellationToken)).ShouldBe((4 * Bytes) - LinkWindow.PieceOverhead);
    }

    [Fact]
    public async Task TakeAsync_LinkEnds_IsCancelled()
    {
        for (ulong number = 1; number <= 4; number++)
            await Take(number, Quarter);
        using var end = new CancellationTokenSource();
        var fifth = _window.TakeAsync(5, 1, end.Token).AsTask();
        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(fifth);
    }

    /// <summary>Whatever is sent, whatever both windows are and whenever one changes: who waits is owed news of what was taken.</summary>
    [Fact]
    public void TakeAsync_OtherServerTellsAfterAQuarter_NeverWaitsForEver() =>
        Gen.Select(Windows, Windows, Gen.Select(Gen.Int[0, 600_000], Windows, Gen.Int[0, 20]).Array[1, 200]).Sample((own, others, sent) =>
        {
            var window = new LinkWindow(own);
            window.Limit(others);
            ulong number = 0;
            var untold = 0L;
            foreach (var (size, changed, chance) in sent)
            {
                var taking = window.TakeAsync(++number, size, CancellationToken.None);
                if (!taking.IsCompletedSuccessfully)
                    return false; // all that was sent was taken, and what is due was told
                untold += taking.Result + LinkWindow.PieceOverhead;
                if (chance == 0)
                    window.Limit(others = changed); // it says so as it says Opened again
                if (untold < LinkWindow.TellFrom(Math.Min(own, others)))
                    continue;
                window.Taken(number);
                untold = 0;
            }

            return true;
        });

    private static Gen<int> Windows => Gen.Int[LinkWindow.Least, 4 * 1024 * 1024];

    private Task<int> Take(ulong number, int bytes) =>
        _window.TakeAsync(number, bytes, TestContext.Current.CancellationToken).AsTask();
}
