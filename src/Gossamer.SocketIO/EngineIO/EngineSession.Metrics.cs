using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.EngineIO;

/// <content>What is counted of a session, from its opening on.</content>
internal sealed partial class EngineSession
{
    private long _openedAt;

    private void CountOpened(SocketIOTransports transport)
    {
        _openedAt = Time.GetTimestamp();
        _table.Metrics?.Opened(Protocol, transport);
    }

    private void CountClosed(IEngineTransport? transport)
    {
        if (transport is not null)
            _table.Metrics?.Closed(Protocol, transport.Kind, Reason, Time.GetElapsedTime(_openedAt));
    }
}
