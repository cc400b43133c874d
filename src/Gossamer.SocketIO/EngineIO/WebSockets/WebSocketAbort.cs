using System.Net.WebSockets;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>Cuts a connection off, whatever state it is in.</summary>
internal static class WebSocketAbort
{
    /// <summary>
    /// ASP.NET Core's WebSocket aborts its request, which throws when the request has just ended: from a timer that would end the
    /// process.
    /// </summary>
    public static void AbortIfOpen(this WebSocket socket)
    {
        try
        {
            socket.Abort();
        }
        catch (ObjectDisposedException)
        {
            // The request has ended, and the connection with it.
        }
    }
}
