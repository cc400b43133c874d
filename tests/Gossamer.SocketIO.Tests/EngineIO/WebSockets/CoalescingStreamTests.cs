using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

public sealed class CoalescingStreamTests : IDisposable
{
    private readonly BlockingStream _inner = new();
    private readonly CoalescingStream _stream;

    public CoalescingStreamTests() => _stream = new CoalescingStream(_inner);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task Batch_OfManyFrames_LeavesInOneWrite()
    {
        _inner.Read(100);
        _stream.BeginBatch();
        for (var i = 0; i < 50; i++)
        {
            await _stream.WriteAsync(new[] { (byte)i }, Cancel);
            await _stream.FlushAsync(Cancel);
        }

        _inner.Writes.ShouldBe(0);
        await _stream.EndBatchAsync(Cancel);
        _inner.Writes.ShouldBe(1);
        _inner.Written.ShouldBe(Enumerable.Range(0, 50).Select(i => (byte)i));
    }

    [Fact]
    public async Task Flush_OutsideOfBatch_Writes()
    {
        _inner.Read(100);
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        await _stream.FlushAsync(Cancel);
        await _stream.FlushAsync(Cancel);
        _inner.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task Batch_Large_LeavesInSeveralWrites()
    {
        _inner.Read(100);
        _stream.BeginBatch();
        for (var i = 0; i < 10; i++)
            await _stream.WriteAsync(new byte[30_000], Cancel);
        await _stream.EndBatchAsync(Cancel);
        _inner.Writes.ShouldBeGreaterThan(2);
        _inner.Written.Length.ShouldBe(300_000);
    }

    /// <summary>A pong that falls into a batch leaves with it.</summary>
    [Fact]
    public async Task Pong_DuringBatch_IsNotForgotten()
    {
        _inner.Read(100);
        _stream.BeginBatch();
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        await _stream.FlushAsync(Cancel);
        await _stream.WriteAsync(new byte[] { 2 }, Cancel); // the pong
        await _stream.FlushAsync(Cancel);
        await _stream.EndBatchAsync(Cancel);
        _inner.Written.ShouldBe(new byte[] { 1, 2 });
    }

    [Fact]
    public async Task Pong_WhileBatchIsWritten_LeavesBehindIt()
    {
        _stream.BeginBatch();
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        var batch = _stream.EndBatchAsync(Cancel);
        await _stream.WriteAsync(new byte[] { 2 }, Cancel);
        await _stream.FlushAsync(Cancel);
        _inner.Read(100);
        await batch;
        _inner.Written.ShouldBe(new byte[] { 1, 2 });
    }

    /// <summary>Else a client that does not read, and sends WebSocket pings without end, fills the server's memory with pongs.</summary>
    [Fact]
    public async Task Pongs_WhileWriterIsStuck_WaitForIt()
    {
        const int Bound = 256 * 1024;
        _stream.BeginBatch();
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        var batch = _stream.EndBatchAsync(Cancel);

        var gathered = 0;
        var pong = new byte[125];
        var last = Task.CompletedTask;
        while (last.IsCompleted && gathered <= Bound)
        {
            await _stream.FlushAsync(Cancel);
            last = _stream.WriteAsync(pong, Cancel).AsTask();
            gathered += pong.Length;
        }

        gathered.ShouldBeLessThanOrEqualTo(Bound);
        batch.IsCompleted.ShouldBeFalse();
        _inner.Read(100);
        await batch;
        await last;
        await _stream.FlushAsync(Cancel);
        _inner.Written.Length.ShouldBe(gathered + 1);
    }

    /// <summary>Whoever reads on as long as something comes lets others have the thread now and then.</summary>
    [Fact]
    public void Read_ManyTimesWithoutWaiting_GoesOnElsewhere()
    {
        using var stream = new CoalescingStream(new MemoryStream(new byte[1000]));
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new NeverContext());
        try
        {
            var reads = 0;
            while (reads < 1000 && stream.ReadAsync(new byte[1], Cancel).AsTask().IsCompleted)
                reads++;
            reads.ShouldBeInRange(1, 100);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Write_Failed_NothingIsGatheredAnyMore()
    {
        _inner.Fails = true;
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        await Should.ThrowAsync<IOException>(() => _stream.FlushAsync(Cancel));
        await Should.ThrowAsync<IOException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
                await _stream.WriteAsync(new byte[125], Cancel);
        });
    }

    [Fact]
    public async Task Waiting_WriterFails_IsLetGo()
    {
        _stream.BeginBatch();
        await _stream.WriteAsync(new byte[] { 1 }, Cancel);
        using var cut = new CancellationTokenSource();
        var batch = _stream.EndBatchAsync(cut.Token).AsTask();
        var waiting = _stream.WriteAsync(new byte[100_000], Cancel).AsTask();
        await cut.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(batch);
        await Should.ThrowAsync<IOException>(waiting);
    }

    private sealed class NeverContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
