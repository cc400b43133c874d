using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>What the connections of an endpoint have in common.</summary>
/// <param name="Pool">Where the memory of what HTTP reads comes from.</param>
/// <param name="MaxUnread">With so much unread by HTTP nothing more is received, in bytes; 0: there is no bound.</param>
/// <param name="WaitsWithoutBuffer">Whether a buffer is rented for HTTP only when something has arrived.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Where failures of others' callbacks go.</param>
internal sealed record TcpSettings(MemoryPool<byte> Pool, long MaxUnread, bool WaitsWithoutBuffer, TimeProvider Time, ILogger Log)
{
    /// <summary>Requests are handled on a thread of their own, so that a client that leaves is noticed meanwhile.</summary>
    public PipeOptions PipeOptions { get; } = new(
        Pool, PipeScheduler.ThreadPool, PipeScheduler.ThreadPool, MaxUnread, MaxUnread / 2, useSynchronizationContext: false);
}
