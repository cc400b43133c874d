namespace Gossamer.Mesh.Nats.Tests;

internal static class Until
{
    internal static Task Async(Func<bool> holds, string what) => Async(holds, () => what);

    /// <summary>Waits until something holds, half a minute at most.</summary>
    internal static async Task Async(Func<bool> holds, Func<string> what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"waited in vain for {what()}");
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
