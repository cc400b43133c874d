using System.IO.Pipelines;
using System.Net.WebSockets;
using CsCheck;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

/// <summary>On the wire nothing tells a frame in two parts from one in one.</summary>
public sealed class TwoPartFrameTests
{
    private const int MaxPayload = 1_000_000;

    [Fact]
    public Task PipeWebSocket_WritesFramesInTwoParts_LikeThoseInOne() => ShouldWriteAlikeAsync(ByPipeAsync);

    [Fact]
    public Task PlatformWebSocket_WritesFramesInTwoParts_LikeThoseInOne() =>
        ShouldWriteAlikeAsync(frames => ByPlatformAsync(frames, deflate: false));

    [Fact]
    public Task PlatformWebSocketThatCompresses_WritesFramesInTwoParts_LikeThoseInOne() =>
        ShouldWriteAlikeAsync(frames => ByPlatformAsync(frames, deflate: true));

    [Fact]
    public async Task Writers_OfAFrameInTwoParts_WriteTheRfcsFrame()
    {
        EngineFrame[] frames = [new(Wire.Text("42[\"é")) { Tail = Wire.Text("😀\"]") }];
        var expected = Frames.Of(1, Wire.Text("42[\"é😀\"]"), masked: false);

        (await ByPipeAsync(frames)).ShouldBe(expected);
        (await ByPlatformAsync(frames, deflate: false)).ShouldBe(expected);
    }

    private static Task ShouldWriteAlikeAsync(Func<EngineFrame[], Task<byte[]>> write) =>
        TwoParts.Frames.Array[1, 4].SampleAsync(async frames =>
        {
            var inTwo = await write([.. frames.Select(f => f.InTwo)]);
            var whole = await write([.. frames.Select(f => f.Whole)]);
            inTwo.AsSpan().SequenceEqual(whole).ShouldBeTrue();
        }, iter: 100);

    private static async Task<byte[]> ByPipeAsync(EngineFrame[] frames)
    {
        var written = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await using var connection = new DefaultConnectionContext
        {
            Transport = new DuplexPipe(new Pipe().Reader, written.Writer),
        };
        (await new PipeWebSocket(connection, MaxPayload).WriteAsync(frames, EngineProtocol.V4)).ShouldBeTrue();
        await written.Writer.CompleteAsync();
        using var bytes = new MemoryStream();
        await written.Reader.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    private static async Task<byte[]> ByPlatformAsync(EngineFrame[] frames, bool deflate)
    {
        using var bytes = new MemoryStream();
        await using var stream = new CoalescingStream(bytes);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            DangerousDeflateOptions = deflate ? new WebSocketDeflateOptions() : null,
        });
        (await new PlatformWebSocket(socket, stream, MaxPayload).WriteAsync(frames, EngineProtocol.V4)).ShouldBeTrue();
        return bytes.ToArray();
    }
}
