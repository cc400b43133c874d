using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Something that can happen to a session many times, and the handlers for it. Each runs on another thread than its cause.
/// </summary>
internal sealed class SessionNotice
{
    private readonly Subscriptions<Action> _handlers = new();

    /// <param name="handler">Does not throw.</param>
    /// <returns>Dispose of it to remove the handler.</returns>
    public IDisposable Add(Action handler) => _handlers.Add(handler);

    public void Tell()
    {
        foreach (var subscription in _handlers.All)
            ThreadPool.UnsafeQueueUserWorkItem(static subscription => subscription.Handler(), subscription, preferLocal: false);
    }
}
