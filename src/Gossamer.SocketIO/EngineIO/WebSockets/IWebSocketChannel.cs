using System.Net.WebSockets;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// The server's end of a WebSocket. One reads and one writes at a time; both may do so at once. That the client is gone is told by
/// values.
/// </summary>
internal interface IWebSocketChannel
{
    /// <summary>The next message; see <see cref="WebSocketRead"/>. Waits for a client without holding a buffer for it.</summary>
    ValueTask<WebSocketRead> ReadAsync();

    /// <summary>What was read last is kept: its buffer is left to whoever keeps it, and another one taken for what comes next.</summary>
    void LeaveBuffer();

    /// <summary>From now on that may come. May be called from any thread.</summary>
    void Expect(WebSocketInput input);

    /// <summary>Writes each frame as a message and flushes once.</summary>
    /// <returns>False when the client is gone.</returns>
    ValueTask<bool> WriteAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol);

    /// <summary>Answers a ping that was read.</summary>
    /// <returns>False when the client is gone.</returns>
    ValueTask<bool> WritePongAsync(ReadOnlyMemory<byte> payload);

    /// <summary>Writes the close frame, if one may still be written. Nothing may be written after it.</summary>
    ValueTask CloseAsync(WebSocketCloseStatus status, string words);

    /// <summary>Cuts the connection off, whatever state it is in. May be called from any thread; does not throw.</summary>
    void Abort();

    /// <summary>Nothing is read or written any more: gives buffers back.</summary>
    void Release();
}
