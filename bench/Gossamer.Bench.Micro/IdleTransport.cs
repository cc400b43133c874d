using Gossamer.SocketIO;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.Bench.Micro;

/// <summary>Writes nothing: what is sent stays in the outbox until <see cref="Take"/>.</summary>
internal sealed class IdleTransport(EngineSession session) : IEngineTransport
{
    public SocketIOTransports Kind => SocketIOTransports.WebSocket;

    public void Wake()
    {
    }

    public void Close(CloseReason reason)
    {
    }

    /// <summary>What a writer does, the writing excepted.</summary>
    public int Take()
    {
        if (!session.TryTake(this, out var batch))
            return 0;
        using (batch)
            return batch.Count;
    }
}
