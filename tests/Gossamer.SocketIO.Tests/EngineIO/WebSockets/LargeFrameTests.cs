using System.IO.Pipelines;
using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

/// <summary>What many clients are sent is in memory once, and not once more for each that does not read it.</summary>
public sealed class LargeFrameTests
{
    private const int MaxPayload = 1_000_000;
    private const int Length = 5_000_000;
    private const int MaxCopied = 300_000;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, Length).Select(i => (byte)('a' + (i % 23)))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["text", "text in two parts", "binary", "binary of revision 3"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PipeWebSocket_NobodyReads_CopiesLittleOfALargeFrame(string kind)
    {
        var (frame, protocol, payload) = Of(kind);
        var written = new Pipe();
        await using var connection = new DefaultConnectionContext { Transport = new DuplexPipe(new Pipe().Reader, written.Writer) };
        var small = new EngineFrame(Wire.Text("4small"));
        var writing = new PipeWebSocket(connection, MaxPayload).WriteAsync(new[] { small, frame, small }, protocol).AsTask();

        written.Reader.TryRead(out var read).ShouldBeTrue();
        read.Buffer.Length.ShouldBeLessThan(MaxCopied);
        written.Reader.AdvanceTo(read.Buffer.Start);
        writing.IsCompleted.ShouldBeFalse();

        using var bytes = new MemoryStream();
        var reading = written.Reader.CopyToAsync(bytes, Cancel);
        (await writing.Soon()).ShouldBeTrue();
        await written.Writer.CompleteAsync();
        await reading.Soon();
        var few = Frames.Of(1, Wire.Text("4small"), masked: false);
        var many = Frames.Of(frame.IsBinary ? 2 : 1, payload, masked: false);
        bytes.ToArray().AsSpan().SequenceEqual([.. few, .. many, .. few]).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PlatformWebSocket_LargeFrame_LeavesInFragments(string kind)
    {
        var (frame, protocol, payload) = Of(kind);
        using var wire = new MemoryStream();
        await using var stream = new CoalescingStream(wire);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        (await new PlatformWebSocket(socket, stream, MaxPayload).WriteAsync(new[] { frame }, protocol)).ShouldBeTrue();

        wire.Position = 0;
        using var client = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = false });
        var (buffer, received, fragments) = (new byte[MaxCopied], new List<byte>(), 0);
        WebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(buffer, Cancel);
            result.MessageType.ShouldBe(frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
            received.AddRange(buffer.AsSpan(0, result.Count));
            fragments++;
        }
        while (!result.EndOfMessage);
        received.ToArray().AsSpan().SequenceEqual(payload).ShouldBeTrue();
        fragments.ShouldBeGreaterThanOrEqualTo(Length / MaxCopied);
        wire.ToArray()[0].ShouldBe(frame.IsBinary ? (byte)2 : (byte)1, "the first frame is not the last of its message");
    }

    private static (EngineFrame Frame, EngineProtocol Protocol, byte[] Payload) Of(string kind) => kind switch
    {
        "text" => (new EngineFrame(Bytes), EngineProtocol.V4, Bytes),
        "text in two parts" => (TwoParts.Cut(Bytes, Length / 3), EngineProtocol.V4, Bytes),
        "binary" => (new EngineFrame(Bytes, IsBinary: true), EngineProtocol.V4, Bytes),
        _ => (new EngineFrame(Bytes, IsBinary: true), EngineProtocol.V3, [4, .. Bytes]),
    };
}
