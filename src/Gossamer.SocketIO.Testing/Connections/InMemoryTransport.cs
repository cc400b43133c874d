using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>
/// Carries a session's frames to a client in the same process: on the thread of whoever sends, before the sending has ended. One thread
/// at a time; another one that sends meanwhile leaves its frames to that.
/// </summary>
internal sealed class InMemoryTransport(EngineSession session, TestConnection connection) : IEngineTransport
{
    private int _isReceiving;
    private volatile bool _isPaused;
    private volatile bool _isSilent;
    private volatile bool _isClosed;
    private volatile bool _hasEnded;

    /// <summary>As what the application sees it.</summary>
    public SocketIOTransports Kind => SocketIOTransports.WebSocket;

    private bool HasWork => !_isSilent && ((!_isPaused && session.HasWaiting(this)) || (_isClosed && !_hasEnded));

    public void Wake()
    {
        while (HasWork && Interlocked.CompareExchange(ref _isReceiving, 1, 0) == 0)
        {
            try
            {
                Receive();
            }
            finally
            {
                Volatile.Write(ref _isReceiving, 0);
            }
        }
    }

    public void Close(CloseReason reason)
    {
        _isClosed = true;
        Wake();
    }

    /// <summary>The client reads nothing until <see cref="Resume"/>.</summary>
    public void Pause() => _isPaused = true;

    public void Resume()
    {
        _isPaused = false;
        Wake();
    }

    /// <summary>From now on nothing arrives any more, and neither side is told.</summary>
    public void FallSilent() => _isSilent = true;

    private void Receive()
    {
        var isClosed = _isClosed; // from then on nothing is added: draining once more takes the last of it
        while (!_isPaused && session.TryTake(this, out var batch))
        {
            using (batch)
            {
                foreach (var frame in batch.Frames.ToArray())
                    connection.Receive(frame);
            }
        }

        if (!isClosed || _hasEnded)
            return;
        _hasEnded = true;
        session.Discard();
        connection.OnClosed(session.Reason);
    }
}
