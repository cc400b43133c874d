namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Per-message deflate, message by message: a message's first reserved bit says whether it is compressed (RFC 7692).</summary>
public sealed class CompressTests
{
    private const byte Compressed = 0x40;

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task Compress_False_LeavesAlone(int size)
    {
        await using var server = await TestServer.StartAsync(o => o.PerMessageDeflate = true);
        using var raw = await RawConnection.UpgradeAsync(
            server.Address, "EIO=4&transport=websocket", headers: "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        await raw.SendFrameAsync(1, "40"u8);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        var socket = server.Sockets.Single();
        var text = new string('x', size);
        (await raw.ReadHeadsAsync(2)).ShouldAllBe(head => (head & Compressed) != 0); // the handshake, and the answer to CONNECT

        await socket.EmitAsync("a", text);
        (await raw.ReadHeadsAsync(1)).ShouldAllBe(head => (head & Compressed) != 0);
        await socket.Compress(false).EmitAsync("b", text);
        (await raw.ReadHeadsAsync(1)).ShouldAllBe(head => (head & Compressed) == 0);
        await server.Io.Compress(false).EmitAsync(socket.Namespace.Encode("c", text), TestContext.Current.CancellationToken);
        (await raw.ReadHeadsAsync(1)).ShouldAllBe(head => (head & Compressed) == 0);
        await server.Io.Compress(false).Compress(true).EmitAsync("d", text);
        (await raw.ReadHeadsAsync(1)).ShouldAllBe(head => (head & Compressed) != 0);
    }
}
