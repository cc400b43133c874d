using System.Net.WebSockets;

namespace Gossamer.Bench.Idle;

/// <summary>What one writes without a library: accept, and receive into a small buffer.</summary>
internal static class BareEndpoint
{
    public static void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map("/", static async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[512];
            try
            {
                while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
                {
                }
            }
            catch (WebSocketException)
            {
                // the client went without a word
            }
        });
    }
}
