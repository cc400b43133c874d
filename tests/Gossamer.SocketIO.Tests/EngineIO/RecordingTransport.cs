using System.Collections.Concurrent;
using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.Tests.EngineIO;

internal sealed class RecordingTransport(SocketIOTransports kind) : IEngineTransport
{
    private int _wakes;

    public SocketIOTransports Kind => kind;

    public int Wakes => Volatile.Read(ref _wakes);

    public ConcurrentQueue<CloseReason> Closes { get; } = new();

    public void Wake() => Interlocked.Increment(ref _wakes);

    public void Close(CloseReason reason) => Closes.Enqueue(reason);

    /// <summary>Takes what waits, as text; empty when this transport may take nothing.</summary>
    public string[] Take(EngineSession session)
    {
        if (!session.TryTake(this, out var batch))
            return [];
        using (batch)
            return [.. batch.Frames.ToArray().Select(f => Encoding.UTF8.GetString(f.Whole()))];
    }
}
