using System.Net;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class PacketRatesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly EnginePacket Hello = SessionFixture.Packet("4hello");

    [Fact]
    public async Task Receive_FasterThanTheRate_HandlesAllAndReadsAtThatRate()
    {
        var fixture = Limited(packets: new Rate(100, 50));
        var session = fixture.Open();
        var last = Task.CompletedTask;
        var sent = 0;
        for (var tick = 0; tick < 100; tick++) // 10 s
        {
            while (last.IsCompleted)
            {
                last = session.ReceiveAloneAsync(Hello).AsTask();
                sent++;
            }

            fixture.Time.Advance(Second / 10);
            await SettledAsync(last);
        }

        sent.ShouldBeInRange(1000, 1100); // 10 s and the burst
        fixture.Handler.Messages.Count.ShouldBe(sent);
        session.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Receive_FromAnUnlimitedAddress_NeverWaits()
    {
        var fixture = Limited(
            packets: new Rate(10, 10),
            change: static o => o with { UnlimitedAddresses = [ClientAddress.Of(IPAddress.Parse("192.0.2.1"))] });
        var (known, stranger) = (Open(fixture, "192.0.2.1"), Open(fixture, "192.0.2.2"));
        var last = Task.CompletedTask;
        for (var n = 0; n < 1_000 && last.IsCompleted; n++)
            last = known.ReceiveAloneAsync(Hello).AsTask();
        last.IsCompleted.ShouldBeTrue();
        fixture.Handler.Messages.Count.ShouldBe(1_000);
        await FloodAsync(fixture, stranger, 1);
        fixture.Handler.Messages.Count.ShouldBeLessThan(1_100);
    }

    [Fact]
    public async Task Receive_LargerThanTheByteRate_WaitsForItsBytes()
    {
        var fixture = Limited(bytes: new Rate(10, 10));
        var session = fixture.Open();
        var waiting = session.ReceiveAloneAsync(SessionFixture.Packet("4" + new string('x', 30))).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        fixture.Handler.Messages.Count.ShouldBe(1);
        fixture.Time.Advance(2 * Second);
        await Endpoint.Patience.Soon(waiting);
    }

    [Fact]
    public async Task Receive_TooFastForLong_EndsTheSessionByName()
    {
        var fixture = Limited(packets: new Rate(10, 5), change: o => o with { TooFastTimeout = 10 * Second });
        var session = fixture.Open();
        await FloodAsync(fixture, session, seconds: 9);
        session.IsClosed.ShouldBeFalse();
        await FloodAsync(fixture, session, seconds: 3);
        session.Reason.ShouldBe(CloseReason.TooFast);
    }

    [Fact]
    public async Task Receive_BurstsWithRestsBetween_IsNeverTooFast()
    {
        var fixture = Limited(packets: new Rate(10, 5), change: o => o with { TooFastTimeout = 10 * Second });
        var session = fixture.Open();
        for (var i = 0; i < 20; i++)
        {
            await FloodAsync(fixture, session, seconds: 1);
            fixture.Time.Advance(2 * Second);
        }

        session.IsClosed.ShouldBeFalse();
    }

    /// <summary>What waits unread may be the pong.</summary>
    [Fact]
    public async Task Receive_MadeToWaitBeyondThePingTimeout_IsNotSilent()
    {
        var fixture = Limited(bytes: new Rate(1, 1));
        var session = fixture.Open();
        var waiting = session.ReceiveAloneAsync(SessionFixture.Packet("4" + new string('x', 40))).AsTask();
        fixture.Time.Advance(40 * Second);
        await Endpoint.Patience.Soon(waiting);
        fixture.Time.Advance(40 * Second);
        session.IsClosed.ShouldBeFalse();
        fixture.Time.Advance(6 * Second);
        session.Reason.ShouldBe(CloseReason.PingTimeout);
    }

    [Fact]
    public async Task Close_WhileTheClientIsMadeToWait_EndsTheWaiting()
    {
        var fixture = Limited(packets: new Rate(0.001, 1));
        var session = fixture.Open();
        await session.ReceiveAloneAsync(Hello);
        var waiting = session.ReceiveAloneAsync(Hello).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        session.Close(CloseReason.ForcedClose);
        await Endpoint.Patience.Soon(waiting);
    }

    [Fact]
    public async Task Receive_ManyConnectionsOfAnAddress_ShareItsRate()
    {
        var fixture = new SessionFixture(o => o with { AddressRates = new(new Rate(100, 50), default) });
        var sessions = Enumerable.Range(0, 60).Select(_ => Open(fixture, "192.0.2.1")).ToArray();
        var handling = sessions.Select(session => session.ReceiveAloneAsync(Hello).AsTask()).ToArray();
        handling.Count(task => task.IsCompleted).ShouldBe(50);
        Open(fixture, "192.0.2.2").ReceiveAloneAsync(Hello).AsTask().IsCompleted.ShouldBeTrue();

        fixture.Time.Advance(Second);
        await Endpoint.Patience.Soon(Task.WhenAll(handling));
        sessions.ShouldAllBe(session => !session.IsClosed);
    }

    [Fact]
    public async Task Receive_OneConnectionAfterTheOther_HasNoFullBucketsEachTime()
    {
        var fixture = new SessionFixture(o => o with { AddressRates = new(new Rate(10, 50), default) });
        var first = await SendUntilMadeToWaitAsync(fixture);
        first.ShouldBeGreaterThan(20);
        for (var i = 0; i < 10; i++)
            (await SendUntilMadeToWaitAsync(fixture)).ShouldBe(1);

        fixture.Time.Advance(TimeSpan.FromMinutes(1)); // while it is away
        (await SendUntilMadeToWaitAsync(fixture)).ShouldBe(first);
    }

    private static async Task<int> SendUntilMadeToWaitAsync(SessionFixture fixture)
    {
        var session = Open(fixture, "192.0.2.1");
        var (last, sent) = (Task.CompletedTask, 0);
        for (; last.IsCompleted; sent++)
            last = session.ReceiveAloneAsync(Hello).AsTask();
        session.Close(CloseReason.TransportClose);
        await Endpoint.Patience.Soon(last);
        return sent;
    }

    private static EngineSession Open(SessionFixture fixture, string address)
    {
        fixture.Table.TryCreate(EngineProtocol.V4, ClientAddress.Of(IPAddress.Parse(address)), out var session).ShouldBeNull();
        session!.Open(fixture.Transport, fixture.Handler);
        return session;
    }

    private static SessionFixture Limited(
        Rate packets = default, Rate bytes = default, Func<EngineOptions, EngineOptions>? change = null) =>
        new(o => (change ?? (x => x))(o with { Rates = new(packets, bytes) }));

    private static async Task FloodAsync(SessionFixture fixture, EngineSession session, int seconds)
    {
        var last = Task.CompletedTask;
        for (var tick = 0; tick < seconds * 10; tick++)
        {
            while (last.IsCompleted && !session.IsClosed)
                last = session.ReceiveAloneAsync(Hello).AsTask();
            fixture.Time.Advance(Second / 10);
            await SettledAsync(last);
        }
    }

    /// <summary>The clock's tick may end a wait on another thread: gives it a moment. Whether it was due is not known here.</summary>
    private static async Task SettledAsync(Task waiting)
    {
        for (var i = 0; i < 50 && !waiting.IsCompleted; i++)
            await Task.Yield();
    }
}
