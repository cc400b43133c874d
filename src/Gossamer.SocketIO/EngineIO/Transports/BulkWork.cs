using System.Collections.Concurrent;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// What may come for thousands of connections at once, as the writers of a packet to all of them, or their ends when a network is gone:
/// few at a time, behind one another. Were each work of its own for the thread pool, everybody else's next message would wait behind
/// them all (the attack "never-read").
/// </summary>
internal sealed class BulkWork : IThreadPoolWorkItem
{
    /// <summary>After so many it is the turn of what else waits for a thread: 1 to 3 ms.</summary>
    private const int Slice = 32;

    private static readonly BulkWork s_shared = new();
    private static readonly int s_maxThreads = Environment.ProcessorCount;

    private readonly ConcurrentQueue<IThreadPoolWorkItem> _waiting = new();
    private int _threads; // at work, or asked for

    private BulkWork()
    {
    }

    /// <summary>Runs it on the thread pool when its turn has come.</summary>
    /// <param name="item">It must neither throw nor wait: there are no more threads than processors.</param>
    public static void Add(IThreadPoolWorkItem item)
    {
        s_shared._waiting.Enqueue(item);
        s_shared.AskForThread();
    }

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            for (var i = 0; i < Slice && _waiting.TryDequeue(out var item); i++)
                item.Execute();
        }
        finally
        {
            Interlocked.Decrement(ref _threads);
            if (!_waiting.IsEmpty)
                AskForThread();
        }
    }

    private void AskForThread()
    {
        var threads = Volatile.Read(ref _threads);
        while (threads < s_maxThreads)
        {
            var seen = Interlocked.CompareExchange(ref _threads, threads + 1, threads);
            if (seen == threads)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            threads = seen;
        }
    }
}
