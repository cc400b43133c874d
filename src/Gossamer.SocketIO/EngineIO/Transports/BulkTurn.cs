using System.Runtime.CompilerServices;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// Awaited, goes on when its turn in <see cref="BulkWork"/> has come: as work of its own, for it may come to handlers that block.
/// </summary>
internal readonly struct BulkTurn : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public BulkTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => BulkWork.Add(new Continuation(continuation));

    private sealed class Continuation(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => ThreadPool.UnsafeQueueUserWorkItem(static run => run(), action, preferLocal: false);
    }
}
