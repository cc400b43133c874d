namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>How long a test waits for what must come; never for the passing of time.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <summary>For states that nothing announces.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Limit);
        while (!condition())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain: {what}");
            await Task.Delay(5);
        }
    }
}
