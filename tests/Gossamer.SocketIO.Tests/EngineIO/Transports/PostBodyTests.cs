using System.Buffers;
using Gossamer.SocketIO.EngineIO.Transports;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.Tests.EngineIO.Transports;

public sealed class PostBodyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(65_536)]
    [InlineData(100_000)]
    public async Task ReadAsync_Body_IsWhole(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        foreach (var announced in new long?[] { null, length })
        {
            using var body = new PostBody(100_000);
            (await body.ReadAsync(Request(new MemoryStream(bytes), announced), Cancel)).ShouldBe(PostBodyRead.Whole);
            body.Bytes.Span.SequenceEqual(bytes).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100_001L)]
    public async Task ReadAsync_OneByteTooMany_IsTooLarge(long? announced)
    {
        using var body = new PostBody(100_000);
        (await body.ReadAsync(Request(new MemoryStream(new byte[100_001]), announced), Cancel)).ShouldBe(PostBodyRead.TooLarge);
    }

    /// <summary>The pool gives a thread its own buffers again.</summary>
    [Fact]
    public async Task LeaveBuffer_KeptBytes_AreNotWrittenOver()
    {
        var body = new PostBody(100);
        await body.ReadAsync(Request(new MemoryStream("kept"u8.ToArray()), announced: 4), Cancel);
        var kept = body.Bytes;
        body.LeaveBuffer();
        body.Dispose();

        using var next = new PostBody(100);
        await next.ReadAsync(Request(new MemoryStream("next"u8.ToArray()), announced: 4), Cancel);

        kept.Span.SequenceEqual("kept"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_TimeIsOver_IsBrokenOff()
    {
        using var end = new CancellationTokenSource();
        using var body = new PostBody(100_000);
        await using var silent = new System.IO.Pipelines.Pipe().Reader.AsStream();
        var reading = body.ReadAsync(Request(silent, announced: 10), end.Token);
        reading.IsCompleted.ShouldBeFalse();
        await end.CancelAsync();
        (await reading).ShouldBe(PostBodyRead.BrokenOff);
    }

    /// <summary>An error after the buffer has grown: each buffer goes back to the pool once, or two requests would share one.</summary>
    [Theory]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(OperationCanceledException), true)]
    [InlineData(typeof(InvalidDataException), true)]
    [InlineData(typeof(NotSupportedException), false)]
    public async Task ReadAsync_FailsOnTheWay_ReturnsEachBufferOnce(Type exception, bool expected)
    {
        for (var round = 0; round < 20; round++)
        {
            var body = new PostBody(1_000_000);
            var reading = body.ReadAsync(Request(new FailingStream(10_000, (Exception)Activator.CreateInstance(exception)!),
                announced: null), Cancel);
            if (expected)
                (await reading).ShouldBe(PostBodyRead.BrokenOff);
            else
                await Should.ThrowAsync<NotSupportedException>(reading);
            body.Dispose();
            body.Dispose();
        }

        foreach (var size in new[] { 4097, 8193, 16_385 })
        {
            var rented = Enumerable.Range(0, 64).Select(_ => ArrayPool<byte>.Shared.Rent(size)).ToArray();
            rented.Distinct().Count().ShouldBe(rented.Length);
        }
    }

    private static DefaultHttpContext Request(Stream body, long? announced)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = body;
        context.Request.ContentLength = announced;
        return context;
    }

    private sealed class FailingStream(int after, Exception exception) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw exception;
        }
    }
}
