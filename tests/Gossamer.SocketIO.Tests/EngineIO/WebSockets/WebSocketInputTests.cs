using System.IO.Pipelines;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

/// <summary>Memory and time are for clients that have something to say: not for an upgrade, nor for one whose session has ended.</summary>
public sealed class WebSocketInputTests : IAsyncDisposable
{
    private const int Large = 900_000;

    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _output = new();
    private readonly Limits _limits = new();
    private readonly DefaultConnectionContext _connection;
    private readonly PipeWebSocket _channel;

    public WebSocketInputTests()
    {
        _connection = new DefaultConnectionContext { Transport = new DuplexPipe(_input.Reader, _output.Writer) };
        _channel = new PipeWebSocket(_connection, maxPayload: 1_000_000, _limits);
    }

    [Fact]
    public async Task Probe_MoreThanAnUpgradeSays_EndsBeforeItIsTaken()
    {
        _channel.Expect(WebSocketInput.Probe);
        await SendAsync(Frames.Text("2probe"));
        (await ReadAsync()).Data.Length.ShouldBe(6);

        await SendAsync(Frames.Text(new string('x', Large))[..1000]);

        (await ReadAsync()).End.ShouldBe(CloseReason.PayloadTooLarge);
        (_limits.Kept, _limits.Charged).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Close_InTheMidstOfAMessage_LetsGoOfIt()
    {
        await SendAsync(Frames.Text(new string('x', Large))[..(Large / 2)]);
        var reading = _channel.ReadAsync().AsTask();
        await Patience.UntilAsync(() => _limits.Kept > Large / 4, "its first half is there");

        _channel.Expect(WebSocketInput.Close);

        await Patience.UntilAsync(() => _limits.Kept == 0, "nothing is kept");
        await SendAsync([.. Frames.Text(new string('x', Large))[(Large / 2)..], .. Frames.Text("hello"), .. Frames.Of(8, [])]);
        var asides = 0;
        var read = await reading.Soon();
        for (; read.End is null; asides++)
        {
            read.IsAside.ShouldBeTrue("what comes before the close frame is no message any more");
            read = await ReadAsync();
        }

        (asides, read.End).ShouldBe((2, CloseReason.TransportClose));
        _limits.Kept.ShouldBe(0);
    }

    /// <summary>The error of an aborted connection is also one of canceled operations.</summary>
    [Fact]
    public async Task Close_ConnectionIsAborted_Ends()
    {
        var reading = _channel.ReadAsync().AsTask();
        _channel.Expect(WebSocketInput.Close);

        await _input.Writer.CompleteAsync(new ConnectionAbortedException());

        (await reading.Soon()).End.ShouldBe(CloseReason.TransportClose);
        (await ReadAsync()).End.ShouldBe(CloseReason.TransportClose);
    }

    /// <summary>A message that never ends costs what has come of it; one that ends costs it once.</summary>
    [Fact]
    public async Task Messages_InParts_AreChargedAsTheyCome()
    {
        var whole = Frames.Text(new string('x', Large));
        await SendAsync(whole[..(Large / 2)]);
        var reading = _channel.ReadAsync().AsTask();
        await Patience.UntilAsync(() => _limits.Charged == Large / 2, "the first half is charged");

        await SendAsync(whole[(Large / 2)..]);

        var read = await reading.Soon();
        (read.Data.Length, read.Charged).ShouldBe((Large, Large / 2));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Release();
        await _connection.DisposeAsync();
    }

    private async Task SendAsync(byte[] bytes) => await _input.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);

    private Task<WebSocketRead> ReadAsync() => _channel.ReadAsync().AsTask().Soon();

    private sealed class Limits : IConnectionLimits
    {
        private long _kept;
        private long _charged;

        public long Kept => Volatile.Read(ref _kept);

        public long Charged => Volatile.Read(ref _charged);

        public WriteWatch WriteWatch => throw new NotSupportedException();

        public void Keep(long bytes) => Interlocked.Add(ref _kept, bytes);

        public ValueTask ChargeAsync(int bytes)
        {
            Interlocked.Add(ref _charged, bytes);
            return ValueTask.CompletedTask;
        }
    }
}
