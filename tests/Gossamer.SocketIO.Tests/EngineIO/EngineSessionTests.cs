using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EngineSessionTests
{
    private readonly SessionFixture _fixture = new();

    [Fact]
    public void Open_Session_SendsHandshakeFirst()
    {
        var session = _fixture.Create();
        session.Open(_fixture.Transport, _fixture.Handler);
        _fixture.Handler.Opened.ShouldBe(1);
        _fixture.Transport.Take(session).ShouldBe(
            [$$"""0{"sid":"{{session.Id}}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"""]);
    }

    [Theory]
    [InlineData(true, SocketIOTransports.All, "[\"websocket\"]")]
    [InlineData(false, SocketIOTransports.All, "[]")]
    [InlineData(true, SocketIOTransports.Polling, "[]")]
    public void Open_Polling_OffersUpgradeWhenThereIsOne(bool allow, SocketIOTransports transports, string upgrades)
    {
        var fixture = new SessionFixture(o => o with { AllowUpgrades = allow, Transports = transports });
        var polling = new RecordingTransport(SocketIOTransports.Polling);
        var session = fixture.Create();
        session.Open(polling, fixture.Handler);
        polling.Take(session).Single().ShouldContain($"\"upgrades\":{upgrades},");
    }

    [Fact]
    public void Close_Twice_FirstReasonStays()
    {
        var session = _fixture.Open();
        session.Close(CloseReason.ParseError);
        session.Close(CloseReason.ServerShuttingDown);
        session.Reason.ShouldBe(CloseReason.ParseError);
        _fixture.Handler.Ends.ShouldBe([CloseReason.ParseError]);
        _fixture.Transport.Closes.ShouldBe([CloseReason.ParseError]);
        _fixture.Table.Count.ShouldBe(0);
    }

    [Fact]
    public void Close_FromManyThreads_IsOnce()
    {
        for (var round = 0; round < 200; round++)
        {
            var fixture = new SessionFixture();
            var session = fixture.Open();
            Parallel.For(0, 8, i => session.Close((CloseReason)i));
            fixture.Handler.Ends.ShouldBe([session.Reason]);
            fixture.Transport.Closes.ShouldBe([session.Reason]);
            fixture.Table.Count.ShouldBe(0);
        }
    }

    /// <summary>
    /// The server may stop while a WebSocket handshake is under way: nothing may be left open that nobody will ever close.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Close_BeforeOpen_ClosesTransportAndTellsHandlerOnce(int eio)
    {
        var session = _fixture.Create((EngineProtocol)eio);
        session.Close(CloseReason.ServerShuttingDown);
        session.Open(_fixture.Transport, _fixture.Handler);
        _fixture.Transport.Closes.ShouldBe([CloseReason.ServerShuttingDown]);
        _fixture.Handler.Opened.ShouldBe(_fixture.Handler.Ends.Count);
        _fixture.Table.Count.ShouldBe(0);
    }

    [Fact]
    public void Send_AfterClose_IsRefused()
    {
        var session = _fixture.Open();
        session.Close(CloseReason.TransportClose);
        session.Send(SessionFixture.Frame("4a")).ShouldBeFalse();
        _fixture.Transport.Take(session).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(CloseReason.ForcedClose, true)]
    [InlineData(CloseReason.ServerShuttingDown, true)]
    [InlineData(CloseReason.PingTimeout, false)]
    [InlineData(CloseReason.TransportError, false)]
    [InlineData(CloseReason.OutboxFull, false)]
    internal void Close_WithFramesWaiting_KeepsThemOnlyForClientsThatLive(CloseReason reason, bool kept)
    {
        var session = _fixture.Open();
        session.Send(SessionFixture.Frame("4last"));
        session.Close(reason);
        _fixture.Transport.Take(session).ShouldBe(kept ? ["4last"] : []);
    }

    [Fact]
    public async Task Send_WhenFull_ReturnsToACallerWithALockThatTheEndTakes()
    {
        using var gate = new SemaphoreSlim(0); // the sender's lock
        var fixture = new SessionFixture(o => o with { Outbox = new(1000, 1000) });
        fixture.Handler.OnEnd = () => gate.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        var session = fixture.Open();

        session.Send(new EngineFrame(new byte[1])).ShouldBeTrue();
        session.Send(new EngineFrame(new byte[5000])).ShouldBeFalse();

        fixture.Handler.Ends.ShouldBeEmpty();
        gate.Release();
        await Eventually.TrueAsync(() => !fixture.Handler.Ends.IsEmpty);
    }

    [Fact]
    public void Send_PacketWithAttachments_StaysTogether()
    {
        var session = _fixture.Open();
        Parallel.For(0, 100, i => session.Send([SessionFixture.Frame($"4{i}"), SessionFixture.Frame($"b{i}")]).ShouldBeTrue());
        var frames = _fixture.Transport.Take(session);
        frames.Length.ShouldBe(200);
        foreach (var pair in frames.Chunk(2))
            pair[1].ShouldBe("b" + pair[0][1..]);
    }

    [Fact]
    public void Send_WakesTransport()
    {
        var session = _fixture.Open();
        var before = _fixture.Transport.Wakes;
        session.Send(SessionFixture.Frame("4a"));
        _fixture.Transport.Wakes.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Send_WhileTakenByAnotherThread_KeepsOrder()
    {
        const int Count = 20_000;
        var fixture = new SessionFixture(o => o with { Outbox = new(Count, 1_000_000) });
        var session = fixture.Open();
        var sender = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                session.Send(SessionFixture.Frame($"4{i}"));
        }, TestContext.Current.CancellationToken);
        var taken = new List<string>();
        while (taken.Count < Count)
            taken.AddRange(fixture.Transport.Take(session));
        await sender;
        taken.ShouldBe(Enumerable.Range(0, Count).Select(i => $"4{i}"));
    }

    [Fact]
    public void SwitchTransport_FramesWaiting_GoToTheNextOnly()
    {
        var session = _fixture.Open();
        session.Send(SessionFixture.Frame("4before"));
        var next = new RecordingTransport(SocketIOTransports.WebSocket);
        session.SwitchTransport(next).ShouldBeTrue();
        session.Send(SessionFixture.Frame("4after"));
        _fixture.Transport.Take(session).ShouldBeEmpty();
        session.HasWaiting(_fixture.Transport).ShouldBeFalse();
        next.Wakes.ShouldBeGreaterThan(0);
        next.Take(session).ShouldBe(["4before", "4after"]);
        session.Close(CloseReason.ForcedClose);
        next.Closes.ShouldBe([CloseReason.ForcedClose]);
        _fixture.Transport.Closes.ShouldBeEmpty();
    }

    [Fact]
    public void SwitchTransport_SessionClosed_IsRefused()
    {
        var session = _fixture.Open();
        session.Close(CloseReason.ForcedClose);
        session.SwitchTransport(new RecordingTransport(SocketIOTransports.WebSocket)).ShouldBeFalse();
        session.Transport.ShouldBeSameAs(_fixture.Transport);
    }

    [Theory]
    [InlineData(CloseReason.ForcedClose, true)]
    [InlineData(CloseReason.ServerShuttingDown, true)]
    [InlineData(CloseReason.TransportClose, false)]
    internal void SwitchTransport_SessionClosedWithPacketsLeft_TakesThemAlongIfItEndedGracefully(CloseReason reason, bool takes)
    {
        var session = _fixture.OpenPolling().Session;
        session.Send(SessionFixture.Frame("41"));
        session.Close(reason);
        var next = new RecordingTransport(SocketIOTransports.WebSocket);
        session.SwitchTransport(next).ShouldBe(takes);
        next.Take(session).ShouldBe(takes ? ["41"] : []);
        next.Closes.ShouldBe(takes ? [reason] : []);
        _fixture.Table.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(4, "0{}", CloseReason.ParseError)]
    [InlineData(4, "1", CloseReason.TransportClose)]
    [InlineData(4, "2", CloseReason.ParseError)]
    [InlineData(4, "2probe", CloseReason.ParseError)]
    [InlineData(4, "5", CloseReason.ParseError)]
    [InlineData(3, "0{}", CloseReason.ParseError)]
    [InlineData(3, "1", CloseReason.TransportClose)]
    [InlineData(3, "3", CloseReason.ParseError)]
    [InlineData(3, "5", CloseReason.ParseError)]
    internal async Task Receive_PacketThatEndsIt_Closes(int eio, string packet, CloseReason reason)
    {
        var session = _fixture.Open((EngineProtocol)eio);
        await session.ReceiveAsync(SessionFixture.Packet(packet));
        _fixture.Handler.Ends.ShouldBe([reason]);
    }

    [Fact]
    public async Task Receive_Messages_ReachHandlerUntilClosed()
    {
        var session = _fixture.Open();
        await session.ReceiveAsync(SessionFixture.Packet("4a"));
        await session.ReceiveAsync(new EnginePacket(EnginePacketType.Message, Wire.Hex("01ff"), IsBinary: true));
        session.Close(CloseReason.TransportClose);
        await session.ReceiveAsync(SessionFixture.Packet("4b"));
        _fixture.Handler.Messages.ShouldBe(["a", "01FF"]);
    }
}
