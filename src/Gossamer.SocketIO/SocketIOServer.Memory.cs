using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>What is held for clients.</content>
public sealed partial class SocketIOServer
{
    internal IEnumerable<EngineSession> Sessions => _engines.SelectMany(static engine => engine.Sessions.All);

    /// <summary>For sockets whose clients are away, in bytes.</summary>
    internal long HeldByWaiting => Recoverable?.Waiters.Sum(static socket => socket.HeldBytes) ?? 0;

    internal long HeldBy(IMemoryHolder holder) => Ask(holder, static holder => holder.HeldBytes);

    internal long LargestPartOf(IMemoryHolder holder) => Ask(holder, static holder => holder.LargestPart);

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void Release(IMemoryHolder holder, long bytes, long others)
    {
        try
        {
            holder.Release(bytes, others);
        }
        catch (Exception e)
        {
            Log.MemoryHolderFailed(e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private long Ask(IMemoryHolder holder, Func<IMemoryHolder, long> question)
    {
        try
        {
            return question(holder);
        }
        catch (Exception e)
        {
            Log.MemoryHolderFailed(e);
            return 0;
        }
    }
}
