using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.EngineIO;

/// <content>From one transport to the next.</content>
internal sealed partial class EngineSession
{
    /// <summary>
    /// The end of an upgrade: from here on <paramref name="next"/> carries what waits and what comes. A session that has ended meanwhile
    /// gracefully takes its last packets along: the client has stopped polling, and nothing else would bring them.
    /// </summary>
    /// <returns>False when there is nothing for <paramref name="next"/> to carry.</returns>
    public bool SwitchTransport(IEngineTransport next)
    {
        IEngineTransport? previous;
        bool isClosed;
        lock (_gate)
        {
            isClosed = _closed;
            if (isClosed && (_outbox.IsEmpty || !Reason.IsGraceful()))
                return false;
            previous = _transport;
            _transport = next;
        }

        previous?.Wake();
        if (isClosed)
        {
            CloseOver(next);
            return true;
        }

        next.Wake();
        _table.Metrics?.Upgraded(Protocol);
        Volatile.Read(ref _upgraded)?.Tell();
        return true;
    }
}
