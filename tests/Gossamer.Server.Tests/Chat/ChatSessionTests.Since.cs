namespace Gossamer.Server.Tests.Chat;

/// <content>A client that comes back by an offset, or by the last message that it saw.</content>
public sealed partial class ChatSessionTests
{
    private const string SinceNothing = """{"user":"Anna","presence":"none","since":null}""";
    private const string SinceUnknown = """{"user":"Anna","presence":"none","since":"m-1"}""";

    [Fact]
    public void Identify_WithSince_TellsThatNothingIsMissingAndWhereTheClientIs()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);

        var ack = ChatHarness.Identify(session, SinceNothing, withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1,"complete":true}]"""]);
        var identified = connection.Sent.ShouldHaveSingleItem();
        identified.ShouldBe($$"""42["identified",{"user":"Anna","complete":true},"{{ChatHarness.OffsetOf(identified)}}"]""");
        ChatHarness.Identify(session, SinceNothing, withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna","connections":1}]"""]);
        connection.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Identify_WithAPrivateSessionIdAndNoSince_TellsWhereTheClientIsByEventAlone()
    {
        var connection = new FakeConnection { PrivateSessionId = "pid" };

        var ack = ChatHarness.Identify(_chat.Open(connection), "\"Anna\"", withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1}]"""]);
        connection.Sent[0].ShouldStartWith("""42["identified",{"user":"Anna","complete":true},""");
    }

    [Fact]
    public void Identify_WithAnOffset_BringsWhatWasMissedInOrderAndNothingElse()
    {
        var offset = LeaveAfter("before");
        Send("missed 1", "missed 2");
        var connection = new FakeConnection("a2");
        var session = _chat.Open(connection);

        var ack = ChatHarness.Identify(session, $$"""{"user":"Anna","presence":"none","since":"{{offset}}"}""", withAck: true)!;
        Send("after");

        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1,"complete":true}]"""]);
        connection.Sent[0].ShouldStartWith("""42["identified",{"user":"Anna","complete":true},""");
        connection.Sent.Skip(1).Select(TextOf).ShouldBe(["missed 1", "missed 2", "after"]);
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_WithTheLastMessageSeen_BringsWhatCameAfterIt()
    {
        LeaveAfter("seen");
        Send("missed 1", "missed 2");
        var connection = new FakeConnection("a2");

        var ack = ChatHarness.Identify(
            _chat.Open(connection), $$"""{"user":"Anna","presence":"none","since":"{{IdOf("seen")}}"}""", withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1,"complete":true}]"""]);
        connection.Sent.Skip(1).Select(TextOf).ShouldBe(["missed 1", "missed 2"]);
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_WithAMessageThatNobodyKnows_BeginsAndTellsThatSomethingMayBeMissing()
    {
        var connection = new FakeConnection();

        var ack = ChatHarness.Identify(_chat.Open(connection), SinceUnknown, withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1,"complete":false}]"""]);
        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",{"user":"Anna","complete":false},""");
    }

    [Fact]
    public void Identify_WithSinceWhereSessionsAreNotKept_IsANewSession()
    {
        using var chat = new ChatHarness(window: TimeSpan.Zero);
        var connection = new FakeConnection { PrivateSessionId = "pid" };
        var session = chat.Open(connection);

        var ack = ChatHarness.Identify(session, SinceUnknown, withAck: true)!;
        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":1,"complete":true}]"""]);
        session.End("transport close", mayReturn: true);

        connection.Sent.ShouldBeEmpty();
        chat.Mesh.SessionsOf("Anna").ShouldBe(0);
    }

    /// <summary>While others are asked for its session, the connection is who it was; then it never is both.</summary>
    [Fact]
    public async Task Identify_AsAnotherWithAMessageThatOthersAreAskedFor_MovesOnceTheyHaveAnswered()
    {
        using var chat = new ChatHarness(peers: "server-2");
        var (session, connection) = chat.Join("Billy");
        var ack = new FakeAcknowledgement();

        var identified = ChatHarness.Identify(session, SinceUnknown, ack);

        session.User!.Value.Value.ShouldBe("Billy");
        chat.Mesh.Send("Anna", "Billy", "m-1").Delivered.ShouldBe(1);
        chat.Time.Advance(TimeSpan.FromSeconds(3));
        await identified.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var answer = await ack.First.WaitAsync(Patience, TestContext.Current.CancellationToken);
        answer.ShouldBe("""[{"user":"Anna","connections":1,"complete":false}]""");
        session.User!.Value.Value.ShouldBe("Anna");
        (chat.Mesh.SessionsOf("Billy"), chat.Mesh.SessionsOf("Anna")).ShouldBe((0, 1));
        chat.Mesh.Send("Anna", "Billy", "m-2");
        connection.Sent.Count(sent => sent.Contains("m-2", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>Its session elsewhere still waits for the client.</summary>
    [Fact]
    public async Task Identify_ConnectionThatEndsWhileOthersAreAsked_BeginsNoSession()
    {
        using var chat = new ChatHarness(peers: "server-2");
        var session = chat.Open(new FakeConnection());

        var identified = ChatHarness.Identify(session, SinceUnknown, ack: null);
        session.End("transport close", mayReturn: true);
        chat.Time.Advance(TimeSpan.FromSeconds(3));
        await identified.WaitAsync(Patience, TestContext.Current.CancellationToken);

        session.User.ShouldBeNull();
        (chat.Mesh.SessionsOf("Anna"), chat.Mesh.Node.WaitingSessions).ShouldBe((0, 0));
    }

    /// <summary>Anna has a session by offset, gets a message, and loses her connection. Returns her offset.</summary>
    private string LeaveAfter(string text)
    {
        var connection = new FakeConnection("a1");
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, SinceNothing);
        Send(text);
        session.End("transport close", mayReturn: true);
        return ChatHarness.OffsetOf(connection.Sent[^1]);
    }
}
