using Gossamer.Mesh;
using Gossamer.Server.Draining;
using Gossamer.Server.Events;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Gossamer.SocketIO;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Draining;

public sealed class DrainTests : IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Little = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly DrainState _state = new();
    private readonly DrainMetrics _metrics;
    private readonly EventLog _events;
    private readonly SocketIOServer _server;

    public DrainTests() => (_metrics, _events, _server) = (
        new(_state), new(new(), _time), new(Options.Create(new SocketIOOptions()), NullLogger<SocketIOServer>.Instance, _time));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Run_WithoutTime_DoesNothing()
    {
        await using var nodes = new LinkedNodes(_time);
        LeaveOne(nodes.First);

        Begin(nodes.First, TimeSpan.Zero).IsCompletedSuccessfully.ShouldBeTrue();

        _state.IsUnderWay.ShouldBeFalse();
        nodes.First.WaitingSessions.ShouldBe(1);
    }

    [Fact]
    public async Task Run_WithoutPeers_IsDoneAtOnceAndEndsNoSession()
    {
        var mesh = new FakeMesh(_time);
        await using var node = mesh.Node;
        LeaveOne(node);

        Begin(node, TimeSpan.FromSeconds(20)).IsCompletedSuccessfully.ShouldBeTrue();

        _state.IsUnderWay.ShouldBeTrue();
        node.WaitingSessions.ShouldBe(1);
        _events.After(0).Select(static entry => (entry.Key.Kind, entry.Key.Reason, entry.Text)).ShouldBe(
            [(ServerEventKind.DrainBegun, null, "0 connections"), (ServerEventKind.DrainEnded, "kept", null)]);
    }

    [Fact]
    public async Task Run_WithPeersOfWhichNoneWasEverHeard_IsDoneAtOnce()
    {
        var mesh = new FakeMesh(_time, window: null, "server-2");
        await using var node = mesh.Node;
        LeaveOne(node);

        Begin(node, TimeSpan.FromSeconds(20)).IsCompletedSuccessfully.ShouldBeTrue();

        node.WaitingSessions.ShouldBe(1);
    }

    [Fact]
    public async Task Run_WithClientsThatAreAway_GivesThemTimeAndThenLeavesTheirSessionsToAPeer()
    {
        await using var nodes = new LinkedNodes(_time);
        LeaveOne(nodes.First);

        var drain = Begin(nodes.First, TimeSpan.FromSeconds(20));

        _state.IsUnderWay.ShouldBeTrue();
        nodes.Advance(Settling - Little);
        (nodes.First.WaitingSessions, nodes.Second.WaitingSessions).ShouldBe((1, 0));
        nodes.Advance(Little + TimeSpan.FromSeconds(1));
        await drain.WaitAsync(Patience, Token);
        (nodes.First.WaitingSessions, nodes.Second.WaitingSessions).ShouldBe((0, 1));
        nodes.Second.SessionsOf(FakeMesh.Name("Anna")).ShouldBe(1);
    }

    [Fact]
    public async Task Run_WithNobodyAway_LeavesAtOnce()
    {
        await using var nodes = new LinkedNodes(_time);

        var drain = Begin(nodes.First, TimeSpan.FromSeconds(20));
        nodes.Advance(TimeSpan.FromSeconds(1));

        await drain.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task Run_NoPeerTakesTheSessions_EndsInTimeForTheGoodbye()
    {
        await using var nodes = new LinkedNodes(_time);
        LeaveOne(nodes.First);
        nodes.IsCut = true;

        var drain = Begin(nodes.First, TimeSpan.FromSeconds(4));
        nodes.Advance(TimeSpan.FromSeconds(2.5) - Little);
        drain.IsCompleted.ShouldBeFalse();
        nodes.Advance(2 * Little);

        await drain.WaitAsync(Patience, Token);
        nodes.First.WaitingSessions.ShouldBe(1);
    }

    /// <summary>Behind a cut nobody can take what this server has: it waits for the link, which may be back in time.</summary>
    [Fact]
    public async Task Run_TheLinkIsBackBeforeTheTimeIsOver_LeavesTheSessionsToThePeer()
    {
        await using var nodes = new LinkedNodes(_time);
        LeaveOne(nodes.First);
        nodes.IsCut = true;
        nodes.Advance(TimeSpan.FromSeconds(6));
        nodes.First.Links[0].Outgoing.ShouldNotBe(LinkState.Up);

        var drain = Begin(nodes.First, TimeSpan.FromSeconds(20));
        nodes.Advance(TimeSpan.FromSeconds(1));
        drain.IsCompleted.ShouldBeFalse();
        nodes.IsCut = false;
        nodes.Advance(TimeSpan.FromSeconds(3));

        await drain.WaitAsync(Patience, Token);
        (nodes.First.WaitingSessions, nodes.Second.WaitingSessions).ShouldBe((0, 1));
    }

    /// <summary>Less than the goodbye needs: nothing is waited for.</summary>
    [Fact]
    public async Task Run_WithVeryLittleTime_IsDoneAtOnce()
    {
        await using var nodes = new LinkedNodes(_time);
        LeaveOne(nodes.First);

        await Begin(nodes.First, TimeSpan.FromSeconds(1)).WaitAsync(Patience, Token);

        nodes.First.WaitingSessions.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, "kept")]
    [InlineData(true, "handed-off")]
    public async Task Run_WithOrWithoutAPeer_IsMeasuredByWhoHasWhatIsKept(bool hasPeer, string result)
    {
        await using var nodes = new LinkedNodes(_time);
        await using var alone = new FakeMesh(_time).Node;
        using var measured = new Measured(_metrics.Meter);

        var drain = Begin(hasPeer ? nodes.First : alone, TimeSpan.FromSeconds(20));
        nodes.Advance(TimeSpan.FromSeconds(1));
        await drain.WaitAsync(Patience, Token);

        measured.Of("gossamer.server.drain.duration").ShouldHaveSingleItem().ShouldEndWith(" result=" + result);
        measured.Collect();
        measured.Of("gossamer.server.draining").ShouldBe(["1"]);
    }

    /// <summary>Without a context, so that it goes on on the thread that moves time.</summary>
    private Task Begin(MeshNode node, TimeSpan time)
    {
        var drain = new Drain(_server, node, _state, new() { Time = time }, _time, NullLogger<Drain>.Instance, _metrics, _events);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return drain.RunAsync();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Anna's client has lost its connection and may come back.</summary>
    private static void LeaveOne(MeshNode node)
    {
        var outlet = new SocketOutlet(FakeMesh.Name("Anna"), new(), node.ProbeTimeout, TimeProvider.System);
        node.BeginSession(FakeMesh.Name("Anna"), outlet, ClientIdentity.Keyed("pid")).Disconnect();
        node.WaitingSessions.ShouldBe(1);
    }
}
