using System.Text.Json;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Tests.Chat;

public sealed class ChatSessionTests : IDisposable
{
    private const string SinceNothing = """{"user":"Anna","presence":"none","since":null}""";
    private const string SinceUnknown = """{"user":"Anna","presence":"none","since":"m-1"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChatHarness _chat = new(new ChatOptions { MaxConnectionsPerUser = 2 });

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Identify_AName_AddsTheConnectionAndStaysSilentWithoutAck()
    {
        var (session, _) = _chat.Join("Anna");

        session.User!.Value.Value.ShouldBe("Anna");
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
        _chat.Mesh.Node.UsersHere.ShouldBe(1);
    }

    [Fact]
    public void Identify_WithAck_AnswersWithTheNameAsItCounts()
    {
        var session = _chat.Open(new FakeConnection());

        ChatHarness.Identify(session, "\" Anna \"", withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna"}]"""]);
        ChatHarness.Identify(session, "7", withAck: true)!.Answers
            .ShouldBe(["""[{"error":{"code":"bad-identify","message":"identify takes a name or an object {user}"}}]"""]);
    }

    [Fact]
    public void Identify_WithSomethingOdd_IsRejectedAndChangesNothing()
    {
        var (session, connection) = _chat.Join("Anna");

        ChatHarness.Identify(session, "null");

        connection.Sent.ShouldBe(
            ["""42["rejected",{"event":"identify","code":"bad-identify","message":"identify takes a name or an object {user}"}]"""]);
        session.User!.Value.Value.ShouldBe("Anna");
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_TheSameAgain_CountsOnce()
    {
        var (session, _) = _chat.Join("Anna");

        ChatHarness.Identify(session, "\"Anna\"");

        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_WithSince_TellsThatNothingIsMissingAndWhereTheClientIs()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);

        var ack = ChatHarness.Identify(session, SinceNothing, withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","complete":true}]"""]);
        var identified = connection.Sent.ShouldHaveSingleItem();
        identified.ShouldBe($$"""42["identified",{"user":"Anna","complete":true},"{{ChatHarness.OffsetOf(identified)}}"]""");
        ChatHarness.Identify(session, SinceNothing, withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna"}]"""]);
        connection.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Identify_WithAPrivateSessionIdAndNoSince_TellsWhereTheClientIsByEventAlone()
    {
        var connection = new FakeConnection { PrivateSessionId = "pid" };

        var ack = ChatHarness.Identify(_chat.Open(connection), "\"Anna\"", withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna"}]"""]);
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

        ack.Answers.ShouldBe(["""[{"user":"Anna","complete":true}]"""]);
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

        ack.Answers.ShouldBe(["""[{"user":"Anna","complete":true}]"""]);
        connection.Sent.Skip(1).Select(TextOf).ShouldBe(["missed 1", "missed 2"]);
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_WithAMessageThatNobodyKnows_BeginsAndTellsThatSomethingMayBeMissing()
    {
        var connection = new FakeConnection();

        var ack = ChatHarness.Identify(_chat.Open(connection), SinceUnknown, withAck: true)!;

        ack.Answers.ShouldBe(["""[{"user":"Anna","complete":false}]"""]);
        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",{"user":"Anna","complete":false},""");
    }

    [Fact]
    public void Identify_WithSinceWhereSessionsAreNotKept_IsANewSession()
    {
        using var chat = new ChatHarness(window: TimeSpan.Zero);
        var connection = new FakeConnection { PrivateSessionId = "pid" };
        var session = chat.Open(connection);

        ChatHarness.Identify(session, SinceUnknown, withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna","complete":true}]"""]);
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
        (await ack.First.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBe("""[{"user":"Anna","complete":false}]""");
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

    /// <summary>It stays listed, and is a delivery, since it will have what is sent meanwhile.</summary>
    [Fact]
    public void End_OfAConnectionWhoseClientMayReturn_KeepsTheSessionForTheWindow()
    {
        LeaveAfter("before");

        _chat.Mesh.Node.WaitingSessions.ShouldBe(1);
        Send("missed").ShouldBe(1);
        _chat.Time.Advance(FakeMesh.Window - TimeSpan.FromSeconds(1));
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
        _chat.Time.Advance(TimeSpan.FromSeconds(1.5));
        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((0, 0));
    }

    [Fact]
    public void End_OfAConnectionThatBringsNothingToReturnBy_EndsTheSessionAtOnce()
    {
        var (session, _) = _chat.Join("Anna");

        session.End("transport close", mayReturn: true);

        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((0, 0));
    }

    [Fact]
    public void End_OfAClientThatSaidGoodbye_EndsTheSessionAtOnce()
    {
        var session = _chat.Open(new FakeConnection { PrivateSessionId = "pid" });
        ChatHarness.Identify(session, "\"Anna\"");

        session.End("client namespace disconnect", mayReturn: false);

        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Continue_AClientThatWatched_HearsOfTheSameNames()
    {
        var offset = Leave("watched", "Billy", "Carl");
        var recovered = await RecoverAsync(offset);
        var connection = new FakeConnection("back") { PrivateSessionId = "pid" };

        var session = _chat.Continue(connection, recovered);

        session.User!.Value.Value.ShouldBe("Anna");
        connection.Sent.ShouldHaveSingleItem().ShouldBeOneOf(
            """42["presence",{"joined":[],"left":["Billy","Carl"]}]""", """42["presence",{"joined":[],"left":["Carl","Billy"]}]""");
        connection.Clear();
        _chat.Join("Billy", "b1");
        _chat.Join("Dora", "d1");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldBe(["""42["presence",{"joined":["Billy"],"left":[]}]"""]);
    }

    [Fact]
    public async Task Continue_AClientThatWatchesMoreAndLeavesAgain_HearsOfAllOfThem()
    {
        var offset = Leave("watched", "Billy");
        var session = _chat.Continue(new("back"), await RecoverAsync(offset));
        _chat.Watch(session, """["Carl"]""");
        session.End("transport close", mayReturn: true);

        var again = await RecoverAsync(offset);

        again.Description.Presence.ShouldBe(PresenceMode.Watched);
        again.Description.Watched.Select(name => name.Value).ShouldBe(["Billy", "Carl"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("list", true)]
    [InlineData("changes", true)]
    [InlineData("none", false)]
    public async Task Continue_AClientOfAnotherMode_HasThatMode(string mode, bool hasList)
    {
        var offset = Leave(mode);
        var connection = new FakeConnection("back");

        _chat.Continue(connection, await RecoverAsync(offset));
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldBe(hasList ? ["""42["update_client",{"list":["Anna"]}]"""] : []);
        connection.Clear();
        _chat.Join("Billy", "b1");
        _chat.Time.Advance(_chat.Presence.Window);

        connection.Sent.ShouldBe(mode switch
        {
            "list" => ["""42["update_client",{"list":["Anna","Billy"]}]"""],
            "changes" => ["""42["presence",{"joined":["Billy"],"left":[]}]"""],
            _ => [],
        });
    }

    [Fact]
    public async Task Continue_WhatWasMissed_ComesInOrderAndThenWhatIsNew()
    {
        var offset = Leave("none");
        Send("missed 1", "missed 2");
        var recovered = await RecoverAsync(offset);
        Send("meanwhile");
        var connection = new FakeConnection("back");

        var session = _chat.Continue(connection, recovered);
        Send("after");

        connection.Sent.Select(TextOf).ShouldBe(["missed 1", "missed 2", "meanwhile", "after"]);
        _chat.Send(session, """{"from":"Anna","to":"Billy","text":"I am back"}""");
        TextOf(connection.Sent[^1]).ShouldBe("I am back");
    }

    [Fact]
    public async Task Continue_AndIdentifyAsAnother_EndsTheSession()
    {
        var offset = Leave("none");
        var session = _chat.Continue(new("back"), await RecoverAsync(offset));

        ChatHarness.Identify(session, "\"Billy\"");

        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.SessionsOf("Billy"), _chat.Mesh.Node.WaitingSessions).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void Identify_AsAnother_MovesTheConnection()
    {
        var (session, connection) = _chat.Join("Anna");

        ChatHarness.Identify(session, "{\"user\":\"Billy\",\"presence\":\"none\"}");

        _chat.Mesh.SessionsOf("Anna").ShouldBe(0);
        _chat.Mesh.SessionsOf("Billy").ShouldBe(1);
        _chat.Send(session, """{"from":"Billy","to":"Anna","text":"gone?"}""");
        connection.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Identify_MoreConnectionsThanAUserMayHave_IsRefusedAndKeepsTheFormerName()
    {
        _chat.Join("Anna", "a1");
        _chat.Join("Anna", "a2");
        var (session, connection) = _chat.Join("Billy", "b1");

        ChatHarness.Identify(session, "\"Anna\"", withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"too-many-connections\"");

        session.User!.Value.Value.ShouldBe("Billy");
        _chat.Mesh.SessionsOf("Anna").ShouldBe(2);
        _chat.Mesh.SessionsOf("Billy").ShouldBe(1);
        _chat.Send(session, """{"from":"Billy","to":"Billy","text":"still here"}""");
        connection.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Identify_WithLists_SendsOneThatHoldsTheOwnName()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);

        ChatHarness.Identify(session, "\"Anna\"");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        connection.Sent.ShouldBe(["""42["update_client",{"list":["Anna"]}]"""]);
    }

    [Fact]
    public void Identify_ASecondConnectionOfAUser_GetsAListToo()
    {
        _chat.Join("Anna", "a1");
        var connection = new FakeConnection("a2");

        ChatHarness.Identify(_chat.Open(connection), "\"Anna\"");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        connection.Sent.ShouldBe(["""42["update_client",{"list":["Anna"]}]"""]);
    }

    [Fact]
    public void Identify_FromListsToNone_EndsTheLists()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, "\"Anna\"");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        connection.Clear();

        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"presence\":\"none\"}");
        _chat.Join("Billy", "b1");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void End_OfAnIdentifiedConnection_TakesItOffEverything()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, "\"Anna\"");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        connection.Clear();

        session.End("transport close", mayReturn: false);
        _chat.Join("Billy", "b1");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        _chat.Mesh.SessionsOf("Anna").ShouldBe(0);
        _chat.Mesh.Node.UsersHere.ShouldBe(1);
        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Identify_AfterTheEnd_ChangesNothing()
    {
        var session = _chat.Open(new FakeConnection());
        session.End("transport close", mayReturn: false);

        ChatHarness.Identify(session, "\"Anna\"");

        session.User.ShouldBeNull();
        _chat.Mesh.SessionsOf("Anna").ShouldBe(0);
        _chat.Mesh.Node.UsersHere.ShouldBe(0);
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

    /// <summary>Anna has a session by the id "pid", and loses her connection. Returns her offset.</summary>
    private string Leave(string mode, params string[] watched)
    {
        var connection = new FakeConnection("a1") { PrivateSessionId = "pid" };
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, $$"""{"user":"Anna","presence":"{{mode}}"}""");
        if (watched.Length > 0)
            _chat.Watch(session, JsonSerializer.Serialize(watched));
        session.End("transport close", mayReturn: true);
        return ChatHarness.OffsetOf(connection.Sent[0]);
    }

    private async Task<RecoveredSession> RecoverAsync(string offset) =>
        (await _chat.RecoverAsync("pid", offset, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>Zoë sends texts to Anna. Returns how often the last one was delivered.</summary>
    private int Send(params string[] texts)
    {
        var (zoe, _) = _chat.Join("Zoë", "z1");
        var delivered = 0;
        foreach (var text in texts)
        {
            var message = JsonSerializer.Serialize(new { from = "Zoë", to = "Anna", text, id = IdOf(text) });
            using var answer = JsonDocument.Parse(_chat.Send(zoe, message, withAck: true)!.Answers[0]);
            delivered = answer.RootElement[0].GetProperty("delivered").GetInt32();
        }

        zoe.End("test", mayReturn: false);
        return delivered;
    }

    private static string IdOf(string text) => text.Replace(' ', '-');

    private static string? TextOf(string frame)
    {
        using var json = JsonDocument.Parse(frame[2..]);
        return json.RootElement[1].GetProperty("text").GetString();
    }
}
