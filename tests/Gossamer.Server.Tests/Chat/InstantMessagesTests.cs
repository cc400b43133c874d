using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class InstantMessagesTests : IDisposable
{
    private const string ToBilly = """{"from":"Anna","to":"Billy","text":"Hi","id":"m-1"}""";
    private const string Frame = """42["im",{"from":"Anna","to":"Billy","text":"Hi","forwarded":false,"id":"m-1","at":1767225600000}]""";

    private readonly ChatHarness _chat = new(new ChatOptions { MaxMessagesInFlight = 2, MaxTextLength = 100 });

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Take_AMessage_ReachesEachConnectionOfBothOnceAsOneFrame()
    {
        var (anna, here) = _chat.Join("Anna", "a1");
        var (_, other) = _chat.Join("Anna", "a2");
        var (_, billy1) = _chat.Join("Billy", "b1");
        var (_, billy2) = _chat.Join("Billy", "b2");
        var (_, carl) = _chat.Join("Carl", "c1");

        var ack = _chat.Send(anna, ToBilly, withAck: true)!;

        foreach (var connection in new[] { here, other, billy1, billy2 })
            connection.Sent.ShouldHaveSingleItem().ShouldBe(Frame);
        billy1.Packets[0].Frame.Equals(here.Packets[0].Frame).ShouldBeTrue(); // the same memory
        _chat.Counters.Handed.ShouldBe(4);
        carl.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"m-1","delivered":2,"servers":1}]"""]);
    }

    [Fact]
    public void Take_AMessageToAClientThatCanComeBack_EndsInItsOwnOffset()
    {
        var connection = new FakeConnection("b1") { PrivateSessionId = "pid" };
        ChatHarness.Identify(_chat.Open(connection), "{\"user\":\"Billy\",\"presence\":\"none\"}");
        var (anna, here) = _chat.Join("Anna", "a1");

        _chat.Send(anna, ToBilly);

        here.Sent.ShouldHaveSingleItem().ShouldBe(Frame);
        var (identified, message) = (connection.Sent[0], connection.Sent[1]);
        identified.ShouldBe($"42[\"identified\",{{\"user\":\"Billy\",\"complete\":true}},\"{ChatHarness.OffsetOf(identified)}\"]");
        message.ShouldBe($"{Frame[..^1]},\"{ChatHarness.OffsetOf(message)}\"]");
        (ChatHarness.OffsetOf(message) == ChatHarness.OffsetOf(identified)).ShouldBeFalse();
        MeshNode.IsOffset(FakeMesh.Name("Billy"), ChatHarness.OffsetOf(message)).ShouldBeTrue();
        connection.Packets[1].Frame.Equals(here.Packets[0].Frame).ShouldBeTrue();
    }

    [Fact]
    public void Take_AMessageToOneself_ReachesEachConnectionOnce()
    {
        var (anna, here) = _chat.Join("Anna", "a1");
        var (_, other) = _chat.Join("Anna", "a2");

        var ack = _chat.Send(anna, """{"from":"Anna","to":"Anna","text":"note","id":"m-2"}""", withAck: true)!;

        here.Sent.Count.ShouldBe(1);
        other.Sent.Count.ShouldBe(1);
        ack.Answers.ShouldBe(["""[{"id":"m-2","delivered":2,"servers":1}]"""]);
    }

    [Fact]
    public void Take_NobodyThere_ComesBackToTheSenderWithZeroDelivered()
    {
        var (anna, here) = _chat.Join("Anna");

        _chat.Send(anna, ToBilly, withAck: true)!.Answers.ShouldBe(["""[{"id":"m-1","delivered":0,"servers":0}]"""]);

        here.Sent.ShouldHaveSingleItem().ShouldBe(Frame);
    }

    [Fact]
    public void Take_WithoutId_GivesAVersion7OneOfTheServersTime()
    {
        var (anna, _) = _chat.Join("Anna");

        var ack = _chat.Send(anna, """{"from":"Anna","to":"Billy","text":"Hi"}""", withAck: true)!;

        var id = Guid.Parse(JsonDocument.Parse(ack.Answers[0]).RootElement[0].GetProperty("id").GetString()!);
        id.Version.ShouldBe(7);
        id.ShouldBe(Guid.Parse(_chat.Mesh.Routed[0].Id.Value));
        Convert.ToInt64(id.ToString("N")[..12], 16).ShouldBe(1_767_225_600_000);
    }

    [Fact]
    public void Take_BeforeIdentify_IsRefusedAndGoesNowhere()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);

        _chat.Send(session, ToBilly);
        var ack = _chat.Send(session, ToBilly, withAck: true)!;

        connection.Sent.ShouldBe(["""42["rejected",{"event":"im","code":"not-identified","message":"identify before sending"}]"""]);
        ack.Answers.ShouldBe(["""[{"error":{"code":"not-identified","message":"identify before sending"}}]"""]);
        _chat.Mesh.Routed.ShouldBeEmpty();
    }

    [Fact]
    public void Take_FromSomebodyElse_IsRefusedAndGoesNowhere()
    {
        var (carl, connection) = _chat.Join("Carl");
        var (_, billy) = _chat.Join("Billy");

        _chat.Send(carl, ToBilly);

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["rejected",{"event":"im","code":"wrong-from",""");
        billy.Sent.ShouldBeEmpty();
        _chat.Mesh.Routed.ShouldBeEmpty();
    }

    [Fact]
    public void Take_OutcomeStillOut_HoldsNothingBackAndAnswersWhenItIsIn()
    {
        var (anna, _) = _chat.Join("Anna");
        var outcome = new TaskCompletionSource<DeliveryOutcome>();
        _chat.Mesh.Outcome = () => new ValueTask<DeliveryOutcome>(outcome.Task);

        var first = _chat.Send(anna, ToBilly, withAck: true)!;
        _chat.Mesh.Outcome = null;
        var second = _chat.Send(anna, ToBilly, withAck: true)!;

        first.Answers.ShouldBeEmpty();
        second.Answers.Count.ShouldBe(1);
        outcome.SetResult(new DeliveryOutcome(3, 2, []));
        first.Answers.ShouldBe(["""[{"id":"m-1","delivered":3,"servers":2}]"""]);
    }

    [Fact]
    public void Take_TooManyOutcomesStillOut_RefusesUntilOneIsIn()
    {
        var (anna, connection) = _chat.Join("Anna");
        var outcome = new TaskCompletionSource<DeliveryOutcome>();
        _chat.Mesh.Outcome = () => new ValueTask<DeliveryOutcome>(outcome.Task);
        _chat.Send(anna, ToBilly, withAck: true);
        _chat.Send(anna, ToBilly);
        connection.Clear();

        _chat.Send(anna, ToBilly, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"too-fast\"");
        _chat.Send(anna, ToBilly);

        connection.Sent.ShouldHaveSingleItem()
            .ShouldBe("""42["rejected",{"event":"im","code":"too-fast","message":"2 messages wait for their outcome","id":"m-1"}]""");
        _chat.Mesh.Routed.Count.ShouldBe(2);
        outcome.SetResult(new DeliveryOutcome(0, 0, []));
        _chat.Send(anna, ToBilly);
        _chat.Mesh.Routed.Count.ShouldBe(3);
    }

    [Fact]
    public void Take_ServersUnreachable_NamesThemInAckAndInRejected()
    {
        var (anna, connection) = _chat.Join("Anna");
        _chat.Mesh.Outcome = () => ValueTask.FromResult(new DeliveryOutcome(1, 1, [new NodeId("server-2"), new NodeId("server-3")])
        {
            Reasons = [UnreachableReason.TimedOut, UnreachableReason.PeerGone],
        });

        var ack = _chat.Send(anna, ToBilly, withAck: true)!;
        connection.Clear();
        _chat.Send(anna, ToBilly);

        const string Message = "no confirmation from server-2 (no answer in time), server-3 (it is gone); delivered elsewhere: 1";
        ack.Answers.ShouldBe(
        [
            $$$"""[{"id":"m-1","delivered":1,"servers":1,"error":{"code":"unreachable","message":"{{{Message}}}","servers":"""
                + $$$"""["server-2","server-3"]}}]""",
        ]);
        connection.Sent[^1].ShouldBe($$"""42["rejected",{"event":"im","code":"unreachable","message":"{{Message}}","id":"m-1"}]""");
    }

    [Fact]
    public void Take_RoutingFails_TellsTheSenderAndFreesItsPlace()
    {
        var (anna, _) = _chat.Join("Anna");
        _chat.Mesh.Outcome = () => ValueTask.FromException<DeliveryOutcome>(new InvalidOperationException("bug"));

        for (var i = 0; i < 5; i++)
            _chat.Send(anna, ToBilly, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"internal\"");
    }
}
