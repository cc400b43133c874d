using System.Net;
using System.Net.Sockets;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>What Kestrel and HTTP see of a connection.</summary>
public sealed class TcpConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectionClosed_ClientEndsWhileNobodyReads_IsCanceled()
    {
        await using var pair = await TcpPair.ConnectAsync();
        await pair.SendAsync("GET / HTTP/1.1"u8.ToArray());
        pair.Server.ConnectionClosed.IsCancellationRequested.ShouldBeFalse();

        pair.Client.Close();

        await Patience.UntilAsync(() => pair.Server.ConnectionClosed.IsCancellationRequested, "the client's end is noticed");
    }

    [Fact]
    public async Task Input_NobodyReads_StopsAtTheBound()
    {
        await using var pair = await TcpPair.ConnectAsync(maxReadBufferSize: 64 * 1024);
        var sent = new byte[40 * 1024 * 1024];

        var sending = pair.SendAsync(sent);

        await Patience.UntilAsync(() => pair.Server.Socket.Available > 0, "more has arrived than is read");
        sending.IsCompleted.ShouldBeFalse();
        (await pair.ReadAsync(sent.Length)).Length.ShouldBe(sent.Length);
        await sending;
    }

    [Fact]
    public async Task Input_ClientResets_Throws()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Client.Close(0);

        await Should.ThrowAsync<ConnectionResetException>(() => pair.Input.ReadAsync(Cancel).AsTask().Soon());
    }

    /// <summary>HTTP ends a connection so whose client has ended its side: what was answered is to arrive.</summary>
    [Fact]
    public async Task Abort_WithoutAReason_WhatWasSentArrivesBeforeTheEnd()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Client.Shutdown(SocketShutdown.Send);
        await pair.Output.WriteAsync(new byte[100_000], Cancel);

        pair.Server.Abort(null!);

        (await pair.ReceiveAsync(100_001)).Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task Abort_InputIsPaused_IsNoticed()
    {
        await using var pair = await TcpPair.ConnectAsync(maxReadBufferSize: 64 * 1024);
        var sending = pair.SendAsync(new byte[40 * 1024 * 1024]);
        await Patience.UntilAsync(() => pair.Server.Socket.Available > 0, "more has arrived than is read");

        pair.Server.Abort(new ConnectionAbortedException());

        await Patience.UntilAsync(() => pair.Server.ConnectionClosed.IsCancellationRequested, "whoever handles the request is told");
        await Should.ThrowAsync<SocketException>(() => sending);
    }

    [Fact]
    public async Task ConnectionClosed_CallbackThrows_EndsAllTheSame()
    {
        await using var pair = await TcpPair.ConnectAsync();
        await using var registration =
            pair.Server.ConnectionClosed.Register(static () => throw new InvalidOperationException("A callback."));

        pair.Client.Close();

        await Patience.UntilAsync(() => pair.Server.ConnectionClosed.IsCancellationRequested, "the client's end is noticed");
        await pair.Server.DisposeAsync().AsTask().Soon();
    }

    [Fact]
    public async Task HandOver_SomethingLiesBetween_LeavesItAlone()
    {
        await using var pair = await TcpPair.ConnectAsync();
        var between = new DuplexPipe(pair.Input, pair.Output);
        pair.Server.Transport = between;

        pair.Server.HandOver();

        pair.Server.Transport.ShouldBeSameAs(between);
        await pair.SendAsync("a"u8.ToArray());
        (await pair.ReadAsync(1)).ShouldBe("a"u8.ToArray());
    }

    [Fact]
    public async Task Features_AreThoseOfKestrelsOwn()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.Features.Get<IConnectionSocketFeature>()!.Socket.ShouldBeSameAs(pair.Server.Socket);
        pair.Server.Features.Get<IConnectionTransportFeature>()!.Transport.ShouldBeSameAs(pair.Server.Transport);
        pair.Server.Features.Get<IConnectionIdFeature>()!.ConnectionId.ShouldBe(pair.Server.ConnectionId);
        pair.Server.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed.ShouldBe(pair.Server.ConnectionClosed);
        pair.Server.Features.Get<IConnectionEndPointFeature>()!.RemoteEndPoint.ShouldBe(pair.Client.LocalEndPoint);
        pair.Server.Features.Get<IMemoryPoolFeature>().ShouldNotBeNull();
        pair.Server.Items["key"] = "value";
        pair.Server.Features.Get<IConnectionItemsFeature>()!.Items["key"].ShouldBe("value");
        pair.Server.Socket.NoDelay.ShouldBeTrue();
    }

    [Fact]
    public async Task Bind_SomethingListensThere_ThrowsWhatKestrelExpects()
    {
        using var other = new System.Net.Sockets.Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();

        Should.Throw<AddressInUseException>(() =>
            TcpConnectionListener.Bind(other.LocalEndPoint!, new SocketTransportOptions(), null!, TimeProvider.System, null!));
    }
}
