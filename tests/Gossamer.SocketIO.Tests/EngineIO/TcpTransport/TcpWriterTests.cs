using System.Buffers;
using System.IO.Pipelines;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>What goes to the socket at once, and what a client that does not read keeps waiting.</summary>
public sealed class TcpWriterTests
{
    private const int More = 40 * 1024 * 1024; // than the system takes for one connection

    private static readonly byte[] Large = [.. Enumerable.Range(0, More).Select(static i => (byte)(i * 7 / 5))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FlushAsync_SystemTakesIt_HasEndedAtOnceAndHoldsNothing()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Output.Write("hello"u8);
        pair.Output.UnflushedBytes.ShouldBe(5);

        var flushing = pair.Output.FlushAsync(Cancel).AsTask();

        flushing.IsCompletedSuccessfully.ShouldBeTrue();

        pair.Output.UnflushedBytes.ShouldBe(0);
        (await pair.ReceiveAsync(5)).ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task FlushAsync_ClientDoesNotRead_WaitsAndSendsAllInOrder()
    {
        await using var pair = await TcpPair.ConnectAsync();
        var flushing = pair.Output.WriteAsync(Large, Cancel).AsTask();
        flushing.IsCompleted.ShouldBeFalse();

        var received = await pair.ReceiveAsync(More);

        (await flushing.Soon()).IsCompleted.ShouldBeFalse();
        received.AsSpan().SequenceEqual(Large).ShouldBeTrue();
    }

    [Fact]
    public async Task CancelPendingFlush_WhatIsWrittenNext_FollowsWhatWaits()
    {
        await using var pair = await TcpPair.ConnectAsync();
        var flushing = pair.Output.WriteAsync(Large, Cancel).AsTask();

        pair.Output.CancelPendingFlush();

        (await flushing.Soon()).IsCanceled.ShouldBeTrue();
        pair.Output.Write("the end"u8);
        flushing = pair.Output.FlushAsync(Cancel).AsTask();
        flushing.IsCompleted.ShouldBeFalse();
        var received = await pair.ReceiveAsync(More + 7);
        (await flushing.Soon()).IsCanceled.ShouldBeFalse();
        received.AsSpan(More).SequenceEqual("the end"u8).ShouldBeTrue();
        received.AsSpan(0, More).SequenceEqual(Large).ShouldBeTrue();
    }

    [Fact]
    public async Task CancelPendingFlush_NoneIsPending_CancelsTheNext()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Output.CancelPendingFlush();
        pair.Output.Write("a"u8);

        (await pair.Output.FlushAsync(Cancel)).IsCanceled.ShouldBeTrue();

        (await pair.ReceiveAsync(1)).ShouldBe("a"u8.ToArray());
        (await pair.Output.FlushAsync(Cancel)).IsCanceled.ShouldBeFalse();
    }

    [Fact]
    public async Task Abort_FlushIsPending_EndsItAndResetsTheClient()
    {
        await using var pair = await TcpPair.ConnectAsync();
        var flushing = pair.Output.WriteAsync(Large, Cancel).AsTask();

        pair.Server.Abort(new ConnectionAbortedException());

        (await flushing.Soon()).IsCompleted.ShouldBeTrue();
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => pair.ReceiveAsync(More));
        pair.Output.Write("more"u8);
        (await pair.Output.FlushAsync(Cancel)).IsCompleted.ShouldBeTrue("nobody gets it");
    }

    [Fact]
    public async Task FlushAsync_ClientIsGone_IsCompleted()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Client.Close(0);
        FlushResult flush;
        do
        {
            pair.Output.Write("hello"u8);
            flush = await pair.Output.FlushAsync(Cancel).AsTask().Soon();
        }
        while (!flush.IsCompleted);
    }

    [Fact]
    public async Task Dispose_WhatWasWrittenAndNotFlushed_ArrivesBeforeTheEnd()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Output.Write(Large);
        var ending = pair.Server.DisposeAsync().AsTask();

        var received = await pair.ReceiveAsync(More + 1);

        await ending.Soon();
        received.AsSpan().SequenceEqual(Large).ShouldBeTrue();
    }
}
