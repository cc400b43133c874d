using System.IO.Pipelines;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
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

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
