using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO.Mesh.Sessions;

/// <summary>
/// Tells when broadcasts that have begun have gone to all whom they found: one that looked before a session moved, and sends after it,
/// would miss it at both servers. Two counts take turns, so that those that begin meanwhile are not waited for.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle unless asked for it.")]
internal sealed class BroadcastGate
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly long[] _running = new long[2];
    private int _turn;

    /// <returns>What <see cref="Exit"/> gets when the broadcast is in all queues and outboxes.</returns>
    public int Enter()
    {
        while (true)
        {
            var turn = Volatile.Read(ref _turn);
            Interlocked.Increment(ref _running[turn]);
            if (Volatile.Read(ref _turn) == turn)
                return turn;
            Exit(turn); // whoever waits may have looked before it was counted
        }
    }

    public void Exit(int turn) => Interlocked.Decrement(ref _running[turn]);

    /// <summary>Ends when all broadcasts that have begun by now have left.</summary>
    public async Task SettleAsync()
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            var turn = _turn;
            Interlocked.Exchange(ref _turn, 1 - turn);
            while (Interlocked.Read(ref _running[turn]) > 0)
                await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }
}
