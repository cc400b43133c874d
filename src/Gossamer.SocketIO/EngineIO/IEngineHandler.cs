namespace Gossamer.SocketIO.EngineIO;

/// <summary>What stands above a session: gets its messages in order, one at a time, and its end exactly once.</summary>
internal interface IEngineHandler
{
    /// <summary>Text messages are JSON wherever they are not ASCII, so that escapes may stand for other characters.</summary>
    bool TextIsJson { get; }

    /// <summary>
    /// Its clients begin, with a message, as soon as the session is open: one that sends none is not there. Otherwise they may listen
    /// only.
    /// </summary>
    bool ClientSpeaksFirst { get; }

    /// <summary>What is held above the session for its client, in bytes. Asked seldom.</summary>
    long HeldBytes { get; }

    /// <summary>The session is open; its handshake is the first thing in the outbox.</summary>
    void OnOpen();

    /// <summary>
    /// A message. <paramref name="data"/> is valid until this returns, unless <see cref="EngineSession.KeepData"/> was called meanwhile;
    /// until the returned task has ended nothing more is read from the client, which is no fault of its heartbeat.
    /// </summary>
    ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary);

    void OnClosed(CloseReason reason);
}
