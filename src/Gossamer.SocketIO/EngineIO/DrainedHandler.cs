namespace Gossamer.SocketIO.EngineIO;

/// <summary>What is called each time that nothing waits for a client any more, until it is disposed of.</summary>
/// <param name="session">Whose outbox; null: of none, and it is never called.</param>
/// <param name="handler">Does not throw.</param>
internal sealed class DrainedHandler(EngineSession? session, Action handler) : IDisposable
{
    public void Run() => handler();

    public void Dispose() => session?.RemoveDrained(this);
}
