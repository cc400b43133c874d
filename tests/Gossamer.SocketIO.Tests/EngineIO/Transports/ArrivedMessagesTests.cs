using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Threading.Tasks.Sources;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.EngineIO.Transports;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Gossamer.SocketIO.Tests.Endpoint;
using Gossamer.SocketIO.Tests.EngineIO.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.Tests.EngineIO.Transports;

/// <summary>A client that sends frames without end that are no messages.</summary>
public sealed class ArrivedMessagesTests
{
    private const int Many = 1000;

    public static TheoryData<string> Kinds => ["pong", "ping", "part"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Handle_FasterThanTheRate_IsReadAtThatRate(string kind)
    {
        var fixture = new SessionFixture(o => o with { Rates = new(new Rate(10, 50), default) });
        await using var connection = await ConnectAsync(FramesOf(kind));
        var (arrived, session, read) = await ReadAsync(fixture, connection);

        arrived = await TakeAsync(arrived, read);

        arrived.Handling.IsCompleted.ShouldBeFalse();
        session.Close(CloseReason.ForcedClose);
        await arrived.Handling.AsTask().Soon();
    }

    /// <summary>It is read for the client's close frame, which is behind what it sent before.</summary>
    [Theory]
    [InlineData("ping")]
    [InlineData("message")]
    [InlineData("junk")]
    public async Task Handle_AfterTheSessionsEnd_IsReadAtThatRate(string kind)
    {
        var fixture = new SessionFixture(o => o with { Rates = new(new Rate(10, 50), default) });
        await using var connection = await ConnectAsync(FramesOf(kind));
        var (arrived, session, read) = await ReadAsync(fixture, connection);
        session.Close(CloseReason.ForcedClose);

        arrived = await TakeAsync(arrived, read);

        arrived.Handling.IsCompleted.ShouldBeFalse();
        fixture.Handler.Messages.ShouldBeEmpty();
        fixture.Time.Advance(TimeSpan.FromSeconds(1)); // of the three that the client has
        await arrived.Handling.AsTask().Soon();
    }

    /// <summary>Others' writers wait until it ends.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Handle_MoreThanAStretch_EndsBeforeTheLast(string kind)
    {
        var fixture = new SessionFixture();
        byte[] end = [.. kind == "part" ? Frames.Of(0, []) : [], .. Frames.Text("4hello")];
        await using var connection = await ConnectAsync([.. FramesOf(kind), .. end]);
        var (arrived, _, read) = await ReadAsync(fixture, connection);

        arrived.Handle(read);
        fixture.Handler.Messages.ShouldBeEmpty();
        for (var stretches = 0; fixture.Handler.Messages.IsEmpty && stretches < Many; stretches++)
        {
            read = await arrived.NextAsync().AsTask().Soon();
            arrived.Handle(read);
        }

        fixture.Handler.Messages.Last().ShouldBe("hello");
    }

    /// <summary>Another thread completes the read between any two looks at it.</summary>
    [Fact]
    public async Task Handle_NextMessageArrivesWhileItIsLookedAt_IsHandledAndTheOneBeforeNotAgain()
    {
        var fixture = new SessionFixture();
        var session = fixture.Create();
        var channel = new SuddenChannel(WebSocketRead.Message("4second"u8.ToArray(), isBinary: false));
        var transport = new WebSocketTransport(session, channel, base64Only: false);
        session.Open(transport, fixture.Handler);
        var arrived = new ArrivedMessages(session, transport, channel);

        arrived.Handle(WebSocketRead.Message("4first"u8.ToArray(), isBinary: false));
        while (await arrived.NextAsync() is { End: null } next)
            arrived.Handle(next);

        fixture.Handler.Messages.ShouldBe(["first", "second"]);
    }

    /// <summary>Until it has to wait, or there is no end of it.</summary>
    private static async Task<ArrivedMessages> TakeAsync(ArrivedMessages arrived, WebSocketRead read)
    {
        for (var taken = 0; arrived.Handling.IsCompleted && taken < Many; taken++)
        {
            arrived.Handle(read);
            if (arrived.Handling.IsCompleted)
                read = await arrived.NextAsync().AsTask().Soon();
        }

        return arrived;
    }

    private static byte[] FramesOf(string kind)
    {
        var one = kind switch
        {
            "pong" => Frames.Of(10, []),
            "ping" => Frames.Of(9, []),
            "message" => Frames.Text("4hello"),
            "junk" => Frames.Text("x"),
            _ => Frames.Of(0, [], final: false),
        };
        byte[] first = kind == "part" ? Frames.Text("4a", final: false) : [];
        return [.. first, .. Enumerable.Repeat(one, Many).SelectMany(static frame => frame)];
    }

    private static async Task<DefaultConnectionContext> ConnectAsync(byte[] sent)
    {
        var (input, output) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe(new PipeOptions(pauseWriterThreshold: 0)));
        await input.Writer.WriteAsync(sent, TestContext.Current.CancellationToken);
        return new DefaultConnectionContext { Transport = new DuplexPipe(input.Reader, output.Writer) };
    }

    private static async Task<(ArrivedMessages Arrived, EngineSession Session, WebSocketRead First)> ReadAsync(
        SessionFixture fixture, DefaultConnectionContext connection)
    {
        var session = fixture.Create();
        var channel = new PipeWebSocket(connection, fixture.Options.MaxPayload);
        var transport = new WebSocketTransport(session, channel, base64Only: false);
        session.Open(transport, fixture.Handler);
        return (new ArrivedMessages(session, transport, channel), session, await channel.ReadAsync().AsTask().Soon());
    }

    /// <summary>Its first read is pending when it is looked at for the first time, and never again.</summary>
    private sealed class SuddenChannel(WebSocketRead first) : IWebSocketChannel, IValueTaskSource<WebSocketRead>
    {
        private int _reads;
        private int _looks;

        public ValueTask<WebSocketRead> ReadAsync() => _reads++ == 0
            ? new ValueTask<WebSocketRead>(this, token: 0)
            : new ValueTask<WebSocketRead>(WebSocketRead.Ended(CloseReason.TransportClose));

        public WebSocketRead GetResult(short token) => first;

        public ValueTaskSourceStatus GetStatus(short token) =>
            _looks++ == 0 ? ValueTaskSourceStatus.Pending : ValueTaskSourceStatus.Succeeded;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            continuation(state);

        public void LeaveBuffer()
        {
        }

        public void Expect(WebSocketInput input)
        {
        }

        public ValueTask<bool> WriteAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol) => new(true);

        public ValueTask<bool> WritePongAsync(ReadOnlyMemory<byte> payload) => new(true);

        public ValueTask CloseAsync(WebSocketCloseStatus status, string words) => ValueTask.CompletedTask;

        public void Abort()
        {
        }

        public void Release()
        {
        }
    }
}
