namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>What carries a session's frames at the moment. Its calls come under no lock and must not block.</summary>
internal interface IEngineTransport
{
    SocketIOTransports Kind { get; }

    /// <summary>Something waits in the session's outbox.</summary>
    void Wake();

    /// <summary>
    /// The session has ended. When <paramref name="reason"/> is graceful, what waits is written first.
    /// </summary>
    void Close(CloseReason reason);
}
