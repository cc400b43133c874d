using System.Net;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EngineSessionMemoryTests
{
    private readonly SessionFixture _fixture = new();

    private long Held => _fixture.Table.Memory.Total;

    [Fact]
    public void Send_AndTakeAndWrite_CountsUntilItIsWritten()
    {
        var session = _fixture.Open();
        Held.ShouldBe(0);
        session.Send(new EngineFrame(new byte[10_000]));
        Held.ShouldBeInRange(10_000, 10_100);
        session.TryTake(_fixture.Transport, out var batch).ShouldBeTrue();
        (Held, session.HeldBytes).ShouldBe((batch.HeldBytes, batch.HeldBytes));
        session.Send(new EngineFrame(new byte[500]));
        session.HeldBytes.ShouldBe(Held);
        batch.Dispose();
        Held.ShouldBeInRange(500, 600);
        session.HeldBytes.ShouldBe(Held);
    }

    [Theory]
    [InlineData(CloseReason.TransportClose)]
    [InlineData(CloseReason.MemoryExhausted)]
    internal void Close_WithSomethingWaitingAndKept_CountsNoMore(CloseReason reason)
    {
        var session = _fixture.Open();
        session.Send(new EngineFrame(new byte[10_000]));
        session.Keep(3_000);
        session.Close(reason);
        Held.ShouldBe(0);
        session.Keep(-3_000); // whoever kept it lets go of it only now
        Held.ShouldBe(0);
    }

    /// <summary>The other half is for what others send.</summary>
    [Fact]
    public void Keep_MoreThanHalfOfTheBudgetForOneAddress_EndsTheSessionThatGoesBeyond()
    {
        var table = new EngineSessions(_fixture.Options, _fixture.Time, memory: new MemoryBudget(1_000_000));
        EngineSession Open(string address)
        {
            table.TryCreate(EngineProtocol.V4, ClientAddress.Of(IPAddress.Parse(address)), out var session).ShouldBeNull();
            session!.Open(new RecordingTransport(SocketIOTransports.WebSocket), new RecordingHandler());
            return session;
        }

        var (first, second, other) = (Open("192.0.2.1"), Open("192.0.2.1"), Open("192.0.2.2"));
        first.Keep(300_000);
        second.Keep(200_000);
        other.Keep(300_000);
        (first.IsClosed, second.IsClosed, other.IsClosed).ShouldBe((false, false, false));

        second.Keep(1);

        (first.IsClosed, second.IsClosed, other.IsClosed).ShouldBe((false, true, false));
        second.Reason.ShouldBe(CloseReason.MemoryExhausted);
        first.Keep(200_000);
        first.IsClosed.ShouldBeFalse("what was kept for the other counts no more");
    }

    [Fact]
    public void Close_GracefullyAndNeverFetched_CountsUntilItIsForgotten()
    {
        var (session, _) = _fixture.OpenPolling();
        session.Send(new EngineFrame(new byte[10_000]));
        session.Close(CloseReason.ForcedClose);
        Held.ShouldBeGreaterThan(10_000);
        _fixture.Time.Advance(TimeSpan.FromSeconds(4));
        Held.ShouldBe(0);
    }

    [Fact]
    public void Create_AndNeverOpened_CountsNothingAfterItsTime()
    {
        _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        Held.ShouldBe(0);
    }

    [Fact]
    public void ShareOf_FrameThatManyHold_IsAPart()
    {
        var sessions = Enumerable.Range(0, 4).Select(_ => _fixture.Open()).ToArray();
        var common = new EngineFrame(new byte[100_000]);
        foreach (var session in sessions)
            session.Send(common);
        sessions[0].Send(new EngineFrame(new byte[50_000]));
        sessions[1].TryTake(_fixture.Transport, out _).ShouldBeTrue(); // being written counts as well

        var shared = new SharedFrames();
        foreach (var session in sessions)
            session.CountShared(shared);
        sessions.Select(session => session.ShareOf(shared) / 1000).ShouldBe([75, 25, 25, 25]);
    }
}
