using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

/// <summary>What clients are refused is counted, by event and code, whether they asked for an answer or not.</summary>
public sealed class RefusalMetricsTests : IDisposable
{
    private readonly ChatHarness _chat = new(new ChatOptions { MaxMessagesInFlight = 1, MaxTextLength = 5, MaxConnectionsPerUser = 3 });
    private readonly Measured _measured;

    public RefusalMetricsTests() => _measured = new(_chat.Metrics.Meter);

    public void Dispose()
    {
        _measured.Dispose();
        _chat.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Im_TooLarge_IsCounted(bool withAck)
    {
        var (anna, _) = _chat.Join("Anna");

        _chat.Send(anna, Message("too long"), withAck);

        Refusals.ShouldBe(["1 event=im code=too-large"]);
    }

    [Fact]
    public void Im_MoreThanMayBeInFlight_IsCounted()
    {
        var (anna, _) = _chat.Join("Anna");
        _chat.Mesh.Outcome = () => new ValueTask<DeliveryOutcome>(new TaskCompletionSource<DeliveryOutcome>().Task);

        for (var i = 0; i < 3; i++)
            _chat.Send(anna, Message("Hi"));

        Refusals.ShouldBe(["1 event=im code=too-fast", "1 event=im code=too-fast"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Im_ToServersThatAreUnreachable_IsCounted(bool withAck)
    {
        var (anna, _) = _chat.Join("Anna");
        _chat.Mesh.Outcome = () => ValueTask.FromResult(new DeliveryOutcome(1, 1, [new NodeId("server-2")]));

        _chat.Send(anna, Message("Hi"), withAck);

        Refusals.ShouldBe(["1 event=im code=unreachable"]);
    }

    [Fact]
    public void Im_ThatArrives_IsNoRefusal()
    {
        var (anna, _) = _chat.Join("Anna");

        _chat.Send(anna, Message("Hi"), withAck: true);

        Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Identify_BeyondAUsersConnections_IsCounted()
    {
        for (var i = 0; i < 2; i++)
            _chat.Join("Anna", $"a{i}"); // of one address, which holds no more than it leaves free
        var session = _chat.Open(new FakeConnection("a2"));
        var ack = new FakeAcknowledgement();

        await IdentifyAsync(session, ack);

        ack.Answers.ShouldHaveSingleItem().ShouldContain("\"too-many-connections\"");
        Refusals.ShouldBe(["1 event=identify code=too-many-connections"]);
    }

    [Fact]
    public void Watch_MoreThanAConnectionMay_IsCounted()
    {
        var session = _chat.Open(new FakeConnection());
        ChatHarness.Identify(session, """{"user":"Anna","presence":"watched"}""");

        _chat.Watch(session, """["a","b","c","d"]""");
        _chat.Unwatch(session, "7");

        Refusals.ShouldBe(["1 event=watch code=too-many-watched", "1 event=unwatch code=bad-watch"]);
    }

    private string[] Refusals => _measured.Of("gossamer.server.refusals");

    private static string Message(string text) => $$"""{"from":"Anna","to":"Billy","text":"{{text}}"}""";

    private Task IdentifyAsync(ChatSession session, FakeAcknowledgement ack)
    {
        var reader = ChatHarness.Arguments("identify", "\"Anna\"");
        return session.IdentifyAsync(ref reader, new Reply(session.Connection, "identify", ack, _chat.Metrics)).AsTask();
    }
}
