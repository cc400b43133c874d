using System.Net.Sockets;
using System.Text.Json;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <content>Over WebSockets, and connections that do not come so far.</content>
internal sealed partial class Ends
{
    private Func<int, Task<bool>>[] OverWebSockets =>
    [
        i => SayAsync(i, "1"),
        i => SayAsync(i, "what?"),
        i => SayAsync(i, "42[\"leave\"]"),
        i => SayAsync(i, "42[\"flood\"]"),
        i => SayAsync(i, "42[\"note\",\"" + new string('x', MaxPayload) + "\"]"),
        i => LeaveAsync(i, "41"),
        i => LeaveAsync(i, "42[\"leave here\"]"),
        CloseFrameAsync,
        SilentAsync,
        RefusedAsync,
        DynamicAsync,
        OwingAnAnswerAsync,
        ComesBackAsync,
        JoinsNothingAsync,
    ];

    private Func<int, Task<bool>>[] BrokenOff =>
    [
        i => FrameAsync(i, []),
        i => FrameAsync(i, [0xf1, 0x80, 0, 0, 0, 0]), // reserved bits
        i => FrameAsync(i, [0x81, 0xfe, 0x01, 0x00, 0, 0, 0, 0, (byte)'4']), // 255 more are to come
        _ => RequestAsync("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upg"),
        _ => RequestAsync(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
        _ => RequestAsync("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"),
    ];

    private static int Eio(int i) => 3 + (i & 1);

    private static async Task<string> UntilAsync(WebSocketClient client, string start)
    {
        string message;
        do
            message = await client.ReceiveAsync();
        while (!message.StartsWith(start, StringComparison.Ordinal));
        return message;
    }

    private async Task<WebSocketClient> JoinAsync(int i)
    {
        var client = await _server.JoinAsync(Eio(i));
        await client.SendAsync("42[\"greet\"]");
        await UntilAsync(client, "42[\"hello\"");
        return client;
    }

    /// <summary>The server closes.</summary>
    private async Task<bool> SayAsync(int i, string word)
    {
        await using var client = await JoinAsync(i);
        await client.SendAsync(word);
        await client.ReceiveEndAsync();
        return false;
    }

    /// <summary>It leaves the namespace, or is made to, and then goes.</summary>
    private async Task<bool> LeaveAsync(int i, string word)
    {
        await using var client = await JoinAsync(i);
        await client.SendAsync(word);
        return false;
    }

    private async Task<bool> CloseFrameAsync(int i)
    {
        await using var client = await JoinAsync(i);
        return false;
    }

    private async Task<bool> SilentAsync(int i) => Stay(await JoinAsync(i));

    private async Task<bool> RefusedAsync(int i)
    {
        await using var client = await JoinAsync(i);
        await client.SendAsync($"40{Guarded},");
        await UntilAsync(client, $"44{Guarded},");
        return false;
    }

    private async Task<bool> DynamicAsync(int i)
    {
        await using var client = await JoinAsync(i);
        await client.SendAsync($"40/room-{i % 16},");
        await UntilAsync(client, $"40/room-{i % 16},");
        return false;
    }

    private async Task<bool> OwingAnAnswerAsync(int i)
    {
        await using var client = await JoinAsync(i);
        await client.SendAsync("42[\"ask me\"]");
        await UntilAsync(client, "42");
        client.Socket.Abort();
        return false;
    }

    private async Task<bool> ComesBackAsync(int i)
    {
        var first = await _server.WebSocketAsync();
        await UntilAsync(first, "0");
        await first.SendAsync("40");
        using var reply = JsonDocument.Parse((await UntilAsync(first, "40"))[2..]);
        await first.SendAsync("42[\"greet\"]");
        using var hello = JsonDocument.Parse((await UntilAsync(first, "42"))[2..]);
        first.Socket.Abort();

        await using var again = await _server.WebSocketAsync();
        await UntilAsync(again, "0");
        await again.SendAsync($$"""40{"pid":"{{reply.RootElement.GetProperty("pid")}}","offset":"{{hello.RootElement[1]}}"}""");
        await UntilAsync(again, "40{\"sid\"");
        return false;
    }

    private async Task<bool> JoinsNothingAsync(int i)
    {
        var client = await _server.WebSocketAsync();
        await UntilAsync(client, "0");
        return Stay(client);
    }

    /// <summary>A frame by hand, or none, and then a reset.</summary>
    private async Task<bool> FrameAsync(int i, byte[] frame)
    {
        using var raw = await RawConnection.UpgradeAsync(_server.Address, $"EIO={Eio(i)}&transport=websocket", Reset);
        if (Eio(i) == 4)
            await raw.SendFrameAsync(1, "40"u8);
        await raw.Stream.WriteAsync(frame);
        return false;
    }

    private async Task<bool> RequestAsync(string request)
    {
        using var raw = await RawConnection.OpenAsync(_server.Address, Reset);
        await raw.SendAsync(request);
        return true; // if it came so far as to have a session
    }

    /// <summary>Its end is not announced to the other side.</summary>
    private static void Reset(TcpClient tcp) => tcp.LingerState = new LingerOption(enable: true, seconds: 0);
}
