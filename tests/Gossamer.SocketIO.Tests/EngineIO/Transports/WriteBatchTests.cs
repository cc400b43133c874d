using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;
using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class WriteBatchTests
{
    private readonly SessionFixture _fixture = new();

    [Fact]
    public void End_SeveralPacketsToEachOfTwo_AreOneWriteEach()
    {
        var (one, two) = (Open(), Open());
        WriteBatch.TryBegin().ShouldBeTrue();
        foreach (var text in (string[])["4a", "4b", "4c"])
        {
            one.Session.Send(SessionFixture.Frame(text));
            two.Session.Send(SessionFixture.Frame(text));
        }

        (one.Channel.Writes.Count, two.Channel.Writes.Count).ShouldBe((0, 0), "they wait for the end");
        WriteBatch.End();
        one.Channel.Writes.ShouldBe([3]);
        two.Channel.Writes.ShouldBe([3]);
    }

    [Fact]
    public async Task End_OfMoreThanTwo_IsOneWriteEachAllByOneThread()
    {
        var all = Enumerable.Range(0, 5).Select(_ => Open()).ToArray();
        WriteBatch.TryBegin().ShouldBeTrue();
        foreach (var (session, _) in all.Concat(all))
            session.Send(SessionFixture.Frame("4a"));
        WriteBatch.End();
        var threads = await Task.WhenAll(all.Select(static one => one.Channel.Writer))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        threads.Distinct().ShouldHaveSingleItem();
        all.ShouldAllBe(static one => one.Channel.Writes.SequenceEqual(new[] { 2 }));
    }

    [Fact]
    public void TryBegin_WithinABatch_LeavesItToTheOuterOne()
    {
        var (session, channel) = Open();
        WriteBatch.TryBegin().ShouldBeTrue();
        WriteBatch.TryBegin().ShouldBeFalse();
        session.Send(SessionFixture.Frame("4a"));
        channel.Writes.ShouldBeEmpty();
        WriteBatch.End();
        channel.Writes.ShouldBe([1]);
        WriteBatch.TryBegin().ShouldBeTrue("the one before is over");
        WriteBatch.End();
    }

    private (EngineSession Session, CountingChannel Channel) Open()
    {
        var session = _fixture.Create();
        var channel = new CountingChannel();
        WriteBatch.TryBegin().ShouldBeTrue();
        session.Open(new WebSocketTransport(session, channel, base64Only: false), _fixture.Handler);
        WriteBatch.End();
        channel.Writes.ShouldBe([1], "the handshake");
        channel.Forget();
        return (session, channel);
    }

    private sealed class CountingChannel : IWebSocketChannel
    {
        public void LeaveBuffer()
        {
        }

        private TaskCompletionSource<int> _writer = new();

        /// <summary>How many frames each write had.</summary>
        public List<int> Writes { get; } = [];

        /// <summary>Which thread wrote first.</summary>
        public Task<int> Writer => _writer.Task;

        public void Expect(WebSocketInput input)
        {
        }

        public void Forget()
        {
            Writes.Clear();
            _writer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public ValueTask<bool> WriteAsync(ReadOnlyMemory<EngineFrame> frames, EngineProtocol protocol)
        {
            Writes.Add(frames.Length);
            _writer.TrySetResult(Environment.CurrentManagedThreadId);
            return new(true);
        }

        public ValueTask<bool> WritePongAsync(ReadOnlyMemory<byte> payload) => new(true);

        public ValueTask<WebSocketRead> ReadAsync() => throw new NotSupportedException();

        public ValueTask CloseAsync(WebSocketCloseStatus status, string words) => ValueTask.CompletedTask;

        public void Abort()
        {
        }

        public void Release()
        {
        }
    }
}
