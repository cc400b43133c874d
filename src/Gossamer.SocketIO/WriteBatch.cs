using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO;

/// <summary>
/// Lets packets leave together: for whoever sends many in a row, some of them to the same clients. What is sent on this thread between
/// <see cref="TryBegin"/> and <see cref="End"/> waits in its connections' outboxes and goes out at the end, in one write for each
/// WebSocket. Handlers of events need none: the packets of one are a batch already.
/// </summary>
public static class WriteBatch
{
    /// <summary>Begins a batch of this thread.</summary>
    /// <returns>
    /// True: call <see cref="End"/>, in a <c>finally</c> block, on this thread and with nothing awaited in between. False: this thread has
    /// a batch already, which goes on; do not call it.
    /// </returns>
    public static bool TryBegin() => WokenWriters.TryGather();

    /// <summary>
    /// Ends the batch of this thread: what waits is written, for more than two connections by another thread. Hold no lock that a write's
    /// end may need.
    /// </summary>
    public static void End() => WokenWriters.HandOver();
}
