using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;

namespace Gossamer.Bench.Relay;

/// <summary>
/// What one writes without a library: receive a message, send it to each receiver, next. Nothing is parsed or checked, nothing
/// queues, and with one sender a receiver no lock is needed.
/// </summary>
internal static class BareRelay
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<WebSocket>> Receivers = new(StringComparer.Ordinal);

    public static void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map("/relay", async context =>
        {
            var group = context.Request.Query["group"].ToString();
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            if (context.Request.Query["role"] == "receiver")
                Receivers.AddOrUpdate(group, _ => [socket], (_, others) => others.Add(socket));
            await RelayAsync(socket, group);
        });
    }

    private static async Task RelayAsync(WebSocket socket, string group)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(),
                CancellationToken.None) is { MessageType: WebSocketMessageType.Text } message)
            {
                foreach (var receiver in Receivers[group])
                    await receiver.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage,
                        CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            Receivers.TryRemove(group, out _); // the load is over
        }
    }
}
