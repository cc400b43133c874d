using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class SocketOutletTests
{
    private static readonly UserName Anna = FakeMesh.Name("Anna");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChatCounters _counters = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly FakeConnection _connection = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Attach_FramesThatWait_GoOutInOrderBeforeWhatComes()
    {
        var outlet = Outlet(canReturn: true);
        outlet.Begin(isComplete: true, "o0"u8);
        outlet.Send("42[1"u8.ToArray(), "o1"u8);
        outlet.Send("42[2"u8.ToArray(), "o2"u8);
        _connection.Sent.ShouldBeEmpty();

        outlet.FlushTo(_connection);
        outlet.Send("42[3"u8.ToArray(), "o3"u8);

        _connection.Sent.ShouldBe(
        [
            """42["identified",{"user":"Anna","complete":true},"o0"]""", "42[1,\"o1\"]", "42[2,\"o2\"]", "42[3,\"o3\"]",
        ]);
        _counters.Handed.ShouldBe(3);
    }

    [Fact]
    public void Send_OneFrameToTwoClients_IsSharedButForItsEnd()
    {
        var frame = "42[1"u8.ToArray();
        var other = new FakeConnection();
        var (returning, fleeting) = (Outlet(canReturn: true), Outlet(canReturn: false));
        returning.FlushTo(_connection);
        fleeting.FlushTo(other);

        returning.Send(frame, "o1"u8);
        fleeting.Send(frame, "o2"u8);

        (_connection.Sent[0], other.Sent[0]).ShouldBe(("42[1,\"o1\"]", "42[1]"));
        _connection.Packets[0].Frame.Equals(other.Packets[0].Frame).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Begin_OfASession_IsTold(bool isComplete)
    {
        var outlet = Outlet(canReturn: true);
        outlet.FlushTo(_connection);
        outlet.Completeness.IsCompleted.ShouldBeFalse();

        outlet.Begin(isComplete, "o"u8);

        outlet.Completeness.IsCompletedSuccessfully.ShouldBeTrue();
        (await outlet.Completeness).ShouldBe(isComplete);
        var words = isComplete ? "true" : "false";
        _connection.Sent.ShouldBe([$$"""42["identified",{"user":"Anna","complete":{{words}}},"o"]"""]);
    }

    [Fact]
    public void Begin_OfASessionWhoseClientKnowsWhereItIs_SendsNothing()
    {
        var outlet = new SocketOutlet(Anna, _counters, TimeSpan.FromSeconds(5), _time) { CanReturn = true };
        outlet.FlushTo(_connection);

        outlet.Begin(isComplete: true, "o"u8);

        _connection.Sent.ShouldBeEmpty();
        outlet.Completeness.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Send_ASignal_ReachesWhoAskedForThem(bool asked)
    {
        var outlet = Outlet(canReturn: false);
        outlet.Features = asked ? ClientFeatures.Signals : ClientFeatures.None;
        outlet.FlushTo(_connection);

        outlet.Accepts("42[\"signal\",1"u8).ShouldBe(asked);
        outlet.Accepts("42[\"im\",1"u8).ShouldBeTrue();
        outlet.Send("42[\"signal\",1"u8.ToArray(), default);
        outlet.Send("42[\"im\",1"u8.ToArray(), default);
        _time.Advance(PassedOver.MaxAge);

        _connection.Sent.ShouldBe(asked ? ["42[\"signal\",1]", "42[\"im\",1]"] : ["42[\"im\",1]"]);
    }

    /// <summary>Or logs, which let go of them, would say that it has missed something.</summary>
    [Fact]
    public void Send_SignalsToWhoDidNotAsk_TellsWhereItIsBehindThemInTime()
    {
        var outlet = Passed(signals: 3);
        _connection.Sent.ShouldBeEmpty();
        _time.Advance(PassedOver.MaxAge - TimeSpan.FromMilliseconds(1));
        _connection.Sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _connection.Sent.ShouldBe(["""42["identified",{"user":"Anna","complete":true},"o3"]"""]);

        outlet.Send("42[\"signal\""u8.ToArray(), "o4"u8);
        _time.Advance(PassedOver.MaxAge);
        _connection.Sent.Count.ShouldBe(2);
        _time.Advance(PassedOver.MaxAge);
        _connection.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void Send_AMessageBehindSignals_TellsWhereItIs()
    {
        Passed(signals: 3).Send("42[\"im\""u8.ToArray(), "o4"u8);
        _time.Advance(2 * PassedOver.MaxAge);

        _connection.Sent.ShouldBe(["42[\"im\",\"o4\"]"]);
    }

    [Fact]
    public void Send_VeryManySignalsToWhoDidNotAsk_TellsWhereItIsAtOnce()
    {
        Passed(PassedOver.MaxMessages - 1).Send("42[\"signal\""u8.ToArray(), "last"u8);

        _connection.Sent.ShouldBe(["""42["identified",{"user":"Anna","complete":true},"last"]"""]);
    }

    private SocketOutlet Passed(int signals)
    {
        var outlet = Outlet(canReturn: true);
        outlet.FlushTo(_connection);
        for (var n = 1; n <= signals; n++)
            outlet.Send("42[\"signal\""u8.ToArray(), System.Text.Encoding.ASCII.GetBytes($"o{n}"));
        return outlet;
    }

    [Fact]
    public void Lose_AClientThatCanComeBack_IsToldAndHasANewOffset()
    {
        var outlet = Outlet(canReturn: true);
        outlet.FlushTo(_connection);

        outlet.ReportLoss("o9"u8);

        _connection.Sent.ShouldBe(["""42["identified",{"user":"Anna","complete":false},"o9"]"""]);
    }

    [Fact]
    public void Lose_AClientThatCannot_IsToldNothing()
    {
        var outlet = Outlet(canReturn: false);
        outlet.FlushTo(_connection);

        outlet.Begin(isComplete: true, "o"u8);
        outlet.ReportLoss("o9"u8);

        _connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void SilentFor_BeforeAndAfterThereIsAConnection_IsTheConnections()
    {
        var outlet = Outlet(canReturn: true);
        outlet.SilentFor.ShouldBe(TimeSpan.Zero);

        _connection.SilentFor = TimeSpan.FromSeconds(7);
        outlet.FlushTo(_connection);

        outlet.SilentFor.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task End_OfASession_ClosesTheConnection()
    {
        var outlet = Outlet(canReturn: true);
        outlet.End();
        outlet.FlushTo(_connection);
        outlet.End();

        await _connection.Closed.WaitAsync(Patience, Token);
    }

    /// <summary>A session that was asked for elsewhere counts for nothing until its client gives a sign of life.</summary>
    [Fact]
    public async Task Probe_WithASignOfLife_ConfirmsTheSession()
    {
        var (mesh, time) = AskedForElsewhere();
        await using var _ = mesh.Node;
        mesh.Send("Billy", "Anna", "m1").Delivered.ShouldBe(1);

        _connection.SignOfLife.SetResult(true);

        using var patience = new CancellationTokenSource(Patience);
        while (mesh.Send("Billy", "Anna", "m2").Delivered < 2)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _connection.Probes.ShouldBe([mesh.ProbeTimeout]);
        time.Advance(2 * mesh.ProbeTimeout);
        mesh.SessionsOf("Anna").ShouldBe(2);
        _connection.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Probe_WithoutASignOfLife_EndsTheSessionAndTheConnection()
    {
        var (mesh, time) = AskedForElsewhere();
        await using var _ = mesh.Node;

        _connection.SignOfLife.SetResult(false);
        time.Advance(2 * mesh.ProbeTimeout);

        await _connection.Closed.WaitAsync(Patience, Token);
        mesh.SessionsOf("Anna").ShouldBe(1);
    }

    /// <summary>Anna's client has a session here, and seems to be back by another connection.</summary>
    private (FakeMesh Mesh, FakeTimeProvider Time) AskedForElsewhere()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
        var mesh = new FakeMesh(time);
        var outlet = Outlet(canReturn: true);
        outlet.Session = mesh.BeginSession(Anna, outlet, ClientIdentity.Keyed("pid"));
        outlet.FlushTo(_connection);
        var again = Outlet(canReturn: true);
        again.Session = mesh.ResumeSession(Anna, again, ClientIdentity.Keyed("pid"), ChatHarness.OffsetOf(_connection.Sent[0]));
        again.FlushTo(new FakeConnection());
        mesh.SessionsOf("Anna").ShouldBe(2);
        return (mesh, time);
    }

    private SocketOutlet Outlet(bool canReturn) =>
        new(Anna, _counters, TimeSpan.FromSeconds(5), _time) { CanReturn = canReturn, TellsOffset = canReturn };
}
