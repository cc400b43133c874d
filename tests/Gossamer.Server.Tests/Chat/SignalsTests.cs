using System.Text.Json;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class SignalsTests : IDisposable
{
    private const string Typing = """{"from":"Anna","to":"Billy","kind":"typing","text":"","id":"s-1"}""";
    private const string Frame = """42["signal",{"from":"Anna","to":"Billy","kind":"typing","text":"","id":"s-1","at":1767225600000}]""";

    private readonly ChatHarness _chat = new(new ChatOptions { MaxTextLength = 10 });

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Take_ASignal_ReachesConnectionsOfBothThatAskedAndNoOthers()
    {
        var (anna, here) = Join("Anna", "a1", asks: true);
        var (_, other) = Join("Anna", "a2", asks: true);
        var (_, old) = Join("Anna", "a3", asks: false);
        var (_, billy) = Join("Billy", "b1", asks: true);
        var (_, deaf) = Join("Billy", "b2", asks: false);

        var ack = _chat.Send(anna, Typing, withAck: true)!;

        foreach (var connection in new[] { here, other, billy })
            connection.Sent.ShouldHaveSingleItem().ShouldBe(Frame);
        old.Sent.ShouldBeEmpty();
        deaf.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"s-1","delivered":1,"servers":1}]"""]);
        _chat.Counters.Handed.ShouldBe(3);
    }

    [Fact]
    public void Take_ASignalToWhoDidNotAsk_IsDeliveredToNobody()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        Join("Billy", "b1", asks: false);

        _chat.Send(anna, Typing, withAck: true)!.Answers.ShouldBe(["""[{"id":"s-1","delivered":0,"servers":0}]"""]);
    }

    [Fact]
    public void Take_ASignalToARoom_ReachesItsMembersThatAsked()
    {
        var (anna, here) = Join("Anna", "a1", asks: true);
        var (billy, there) = Join("Billy", "b1", asks: true);
        var (carl, deaf) = Join("Carl", "c1", asks: false);
        foreach (var member in new[] { anna, billy, carl })
            _chat.Room(member, "join", "\"tea\"");

        var ack = _chat.Send(anna, """{"room":"tea","kind":"read","text":"m-7","id":"s-2"}""", withAck: true)!;

        const string expected = """42["signal",{"from":"Anna","room":"tea","kind":"read","text":"m-7","id":"s-2","at":1767225600000}]""";
        here.Sent.ShouldBe([expected]);
        there.Sent.ShouldBe([expected]);
        deaf.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"s-2","delivered":1,"servers":1}]"""]);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"Typing\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"\\u00e4\"")]
    [InlineData("\"123456789012345678901234567890123\"")]
    [InlineData("7")]
    [InlineData("[\"typing\"]")]
    public void Take_OfAKindThatIsNone_IsRefused(string kind)
    {
        var (anna, here) = Join("Anna", "a1", asks: true);

        var ack = _chat.Send(anna, $$"""{"from":"Anna","to":"Anna","kind":{{kind}},"text":""}""", withAck: true)!;

        ack.Answers.ShouldHaveSingleItem().ShouldContain("\"code\":\"bad-kind\"");
        here.Sent.ShouldBeEmpty();
        _chat.Mesh.Routed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"kind\":null", "im")]
    [InlineData("\"kind\":\"x\",\"kind\":null", "im")]
    [InlineData("\"kind\":\"12345678901234567890123456789-ab\"", "signal")]
    [InlineData("\"\\u006bind\":\"x\"", "signal")]
    public void Take_WithAndWithoutAKind_IsOneOrTheOther(string kind, string eventName)
    {
        var (anna, here) = Join("Anna", "a1", asks: true);

        _chat.Send(anna, $$"""{"from":"Anna","to":"Anna",{{kind}},"text":""}""");

        here.Sent.ShouldHaveSingleItem().ShouldStartWith($"42[\"{eventName}\",");
    }

    [Theory]
    [InlineData("""{"from":"Carl","to":"Billy","kind":"x","text":""}""", "wrong-from")]
    [InlineData("""{"from":"Anna","to":"Billy","kind":"x"}""", "bad-message")]
    [InlineData("""{"from":"Anna","to":"Billy","kind":"x","text":"12345678901"}""", "too-large")]
    [InlineData("""{"room":"tea","kind":"x","text":""}""", "not-in-room")]
    [InlineData("""{"from":"Anna","to":"Billy","kind":"x","text":"","id":""}""", "bad-id")]
    public void Take_ASignal_IsCheckedAsAMessage(string arguments, string code)
    {
        var (anna, _) = Join("Anna", "a1", asks: true);

        _chat.Send(anna, arguments, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain($"\"code\":\"{code}\"");
    }

    [Fact]
    public void Take_SignalsToALargeRoom_LeaveMessagesTheirs()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        _chat.Room(anna, "join", "\"tea\"");
        for (var n = 0; n < 20; n++)
            _chat.Room(Join($"u{n}", $"u{n}", asks: false).Session, "join", "\"tea\"");
        var refused = 0;
        for (var n = 0; n < 100; n++)
            refused += IsTooFast(_chat.Send(anna, """{"room":"tea","kind":"typing","text":""}""", withAck: true)!) ? 1 : 0;

        refused.ShouldBeGreaterThan(0);
        IsTooFast(_chat.Send(anna, """{"room":"tea","text":""}""", withAck: true)!).ShouldBeFalse();
    }

    [Fact]
    public void Identify_WithSignals_SaysThatTheServerKnowsThem()
    {
        var session = _chat.Open(new FakeConnection());

        Identify(session, """{"user":"Anna","signals":true}""").ShouldBe("""[{"user":"Anna","connections":1,"signals":true}]""");
        Identify(session, """{"user":"Anna","signals":false}""").ShouldBe("""[{"user":"Anna","connections":1}]""");
    }

    /// <summary>It is as the latest identify says, whoever it names.</summary>
    [Fact]
    public void Identify_AgainWithAndWithoutSignals_TurnsThemOnAndOff()
    {
        var (billy, connection) = Join("Billy", "b1", asks: false);
        var (anna, _) = Join("Anna", "a1", asks: false);
        foreach (var (arguments, isTold) in ((string, bool)[])
            [
                ("""{"user":"Billy","presence":"none","signals":true}""", true),
                ("""{"user":"Billy","presence":"none"}""", false),
                ("""{"user":"Bob","presence":"none","signals":true}""", false),
                ("""{"user":"Billy","presence":"none","signals":true}""", true),
            ])
        {
            ChatHarness.Identify(billy, arguments);
            connection.Clear();
            _chat.Send(anna, """{"from":"Anna","to":"Billy","kind":"typing","text":""}""");
            connection.Sent.Count.ShouldBe(isTold ? 1 : 0, arguments);
        }
    }

    /// <summary>Recovered by Socket.IO's own way, before it identifies: what it asked for came along.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recover_WithSignalsMeanwhile_GetsThemIfItAsked(bool asked)
    {
        var connection = new FakeConnection("b1") { PrivateSessionId = "pid" };
        var billy = _chat.Open(connection);
        ChatHarness.Identify(billy, JsonSerializer.Serialize(new { user = "Billy", presence = "none", signals = asked }));
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        billy.End("transport close", mayReturn: true);
        var (anna, _) = Join("Anna", "a1", asks: false);
        _chat.Send(anna, Typing);
        _chat.Send(anna, """{"from":"Anna","to":"Billy","text":"Hi","id":"m-1"}""");

        var recovered = (await _chat.RecoverAsync("pid", offset, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var back = new FakeConnection("b2") { PrivateSessionId = "pid" };
        _chat.Continue(back, recovered);
        _chat.Send(anna, """{"from":"Anna","to":"Billy","kind":"typing","text":"","id":"s-2"}""");

        string[] expected = asked ? ["s-1", "m-1", "s-2"] : ["m-1"];
        back.Sent.Where(static frame => !frame.Contains("identified")).Select(IdOf).ShouldBe(expected);
    }

    /// <summary>By <c>since</c>: as the identify says that brings it, and by an offset from before the signals.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Return_BySinceWithSignalsMeanwhile_GetsThemIfItAsks(bool asks)
    {
        var connection = new FakeConnection("b1");
        var billy = _chat.Open(connection);
        ChatHarness.Identify(billy, """{"user":"Billy","presence":"none","since":null}""");
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        billy.End("transport close", mayReturn: true);
        var (anna, _) = Join("Anna", "a1", asks: false);
        _chat.Send(anna, Typing);

        var back = new FakeConnection("b2");
        var ack = new FakeAcknowledgement();
        await ChatHarness.Identify(
            _chat.Open(back), JsonSerializer.Serialize(new { user = "Billy", presence = "none", since = offset, signals = asks }), ack);

        back.Sent.Count(static frame => frame.StartsWith("42[\"signal\"", StringComparison.Ordinal)).ShouldBe(asks ? 1 : 0);
        back.Sent[0].ShouldContain("\"complete\":true");
    }

    private (ChatSession Session, FakeConnection Connection) Join(string user, string id, bool asks)
    {
        var connection = new FakeConnection(id);
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, JsonSerializer.Serialize(new { user, presence = "none", signals = asks }));
        connection.Sent.ShouldBeEmpty();
        return (session, connection);
    }

    private static string Identify(ChatSession session, string arguments) =>
        ChatHarness.Identify(session, arguments, withAck: true)!.Answers.ShouldHaveSingleItem();

    private static bool IsTooFast(FakeAcknowledgement ack) => ack.Answers.ShouldHaveSingleItem().Contains("too-fast");

    private static string IdOf(string frame)
    {
        using var json = JsonDocument.Parse(frame[2..]);
        return json.RootElement[1].GetProperty("id").GetString()!;
    }
}
