namespace Gossamer.SocketIO.Tests.Api;

/// <summary>For what happens on its own and tells nobody.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ApiServer.Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }
}
