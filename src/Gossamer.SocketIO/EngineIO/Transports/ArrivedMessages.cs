using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>Handles one frame after the other, as long as neither a handler nor the client lets it wait.</summary>
internal struct ArrivedMessages(EngineSession session, WebSocketTransport transport, IWebSocketChannel channel)
{
    /// <summary>After so many frames, what they put into outboxes is to leave.</summary>
    private const int MaxStretch = 128;

    private ValueTask<WebSocketRead>? _reading;

    /// <summary>The last message's handling, to be awaited before <see cref="NextAsync"/>.</summary>
    public ValueTask Handling { get; private set; }

    /// <summary>The message after those that were handled.</summary>
    public ValueTask<WebSocketRead> NextAsync() => _reading ?? channel.ReadAsync();

    public void Handle(in WebSocketRead read)
    {
        (Handling, _reading) = (ValueTask.CompletedTask, null);
        try
        {
            HandleStretch(read);
        }
        finally
        {
            session.OnArrivedHandled();
        }
    }

    private void HandleStretch(WebSocketRead read)
    {
        for (var i = 0; i < MaxStretch; i++)
        {
            var handling = HandleOne(read);
            if (!handling.IsCompletedSuccessfully)
            {
                Handling = handling;
                return;
            }

            var reading = channel.ReadAsync();
            if (!reading.IsCompletedSuccessfully) // asked once: it may complete at any time, on another thread
            {
                _reading = reading;
                return;
            }

            read = reading.Result;
            if (read.End is not null)
                break;
        }

        _reading = new ValueTask<WebSocketRead>(read);
    }

    private readonly ValueTask HandleOne(in WebSocketRead read)
    {
        if (read.IsPing)
            transport.Pong(read.Data);
        if (read.IsAside)
            return session.ReceiveAsideAsync(read.Data.Length);
        if (read.TryParse(session.Protocol, out var packet))
        {
            var handling = session.ReceiveAsync(packet, read.Charged);
            if (session.TakeKeepsData())
                channel.LeaveBuffer();
            return handling;
        }

        session.Close(CloseReason.ParseError); // and read on, for the client's close frame
        return session.ReceiveAsideAsync(read.Data.Length);
    }
}
