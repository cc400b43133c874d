namespace Gossamer.Mesh;

/// <summary>
/// A <see cref="Lock"/> with its place in the lock order. The order is only checked while <see cref="LockOrder.IsChecked"/>; otherwise this
/// is the lock and nothing else: that field is a constant to the JIT compiler.
/// </summary>
/// <param name="rank">Its rank.</param>
/// <param name="number">Its place among those of its rank that are taken together.</param>
internal readonly struct OrderedLock(LockRank rank, int number = 0)
{
    private readonly Lock _lock = new();

    /// <summary>Takes the lock until the scope is disposed of.</summary>
    internal Scope EnterScope()
    {
        if (LockOrder.IsChecked)
            LockOrder.Entering(_lock, rank, number);
        return new(_lock.EnterScope(), _lock);
    }

    /// <summary>Takes the lock until <see cref="Exit"/>.</summary>
    internal void Enter()
    {
        if (LockOrder.IsChecked)
            LockOrder.Entering(_lock, rank, number);
        _lock.Enter();
    }

    internal void Exit()
    {
        _lock.Exit();
        if (LockOrder.IsChecked)
            LockOrder.Left(_lock);
    }

    internal ref struct Scope(Lock.Scope scope, Lock held)
    {
        private Lock.Scope _scope = scope;

        public void Dispose()
        {
            _scope.Dispose();
            if (LockOrder.IsChecked)
                LockOrder.Left(held);
        }
    }
}
