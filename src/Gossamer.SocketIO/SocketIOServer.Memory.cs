using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>What is held for clients.</content>
public sealed partial class SocketIOServer
{
    internal IEnumerable<EngineSession> Sessions => _engines.SelectMany(static engine => engine.Sessions.All);

    /// <summary>For sockets whose clients are away, in bytes.</summary>
    internal long HeldByWaiting => Recoverable?.Waiters.Sum(static socket => socket.HeldBytes) ?? 0;

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal long HeldBy(IMemoryHolder holder)
    {
        try
        {
            return holder.HeldBytes;
        }
        catch (Exception e)
        {
            Log.MemoryHolderFailed(e);
            return 0;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void Release(IMemoryHolder holder, long bytes)
    {
        try
        {
            holder.Release(bytes);
        }
        catch (Exception e)
        {
            Log.MemoryHolderFailed(e);
        }
    }
}
