using System.Net.WebSockets;
using System.Text;
using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

public sealed class PlatformWebSocketTests
{
    [Fact]
    public async Task ReadAsync_PartsOfNothing_AreTold()
    {
        var parts = Enumerable.Repeat(Frames.Of(0, [], final: false), 10).SelectMany(static frame => frame);
        using var wire = new MemoryStream(
            [.. Frames.Text("4hel", final: false), .. parts, .. Frames.Of(0, "lo"u8.ToArray()), .. Frames.Text("4next")]);
        await using var stream = new CoalescingStream(wire);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var channel = new PlatformWebSocket(socket, stream, maxPayload: 1000);

        var told = 0;
        var read = await channel.ReadAsync();
        for (; read.IsAside; told++)
            read = await channel.ReadAsync();
        told.ShouldBeGreaterThanOrEqualTo(10);
        Encoding.UTF8.GetString(read.Data.Span).ShouldBe("4hello");
        Encoding.UTF8.GetString((await channel.ReadAsync()).Data.Span).ShouldBe("4next");
        channel.Release();
    }
}
