using Gossamer.Server.Chat;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Chat;

public sealed class ChatSessionTests : IDisposable
{
    private readonly ChatHarness _chat = new(new ChatOptions { MaxConnectionsPerUser = 2 });

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Identify_AName_AddsTheConnectionAndStaysSilentWithoutAck()
    {
        var (session, _) = _chat.Join("Anna");

        session.User!.Value.Value.ShouldBe("Anna");
        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(1);
        _chat.Users.Count.ShouldBe(1);
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
        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_TheSameAgain_CountsOnce()
    {
        var (session, _) = _chat.Join("Anna");

        ChatHarness.Identify(session, "\"Anna\"");

        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Identify_WithSince_KeepsTheSessionAndAsksForWhatWasMissed()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);

        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"presence\":\"none\",\"since\":\"m-1\"}");
        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"presence\":\"none\"}");

        connection.Sessions.ShouldBe([("Anna", true)]);
        _chat.Missed.Asked.ShouldBe([("Anna", "m-1")]);
    }

    [Fact]
    public void Identify_WithSinceAgain_AsksOnceForEachUserAndNotTwiceInASecond()
    {
        var session = _chat.Open(new FakeConnection());
        const string AsBilly = "{\"user\":\"Billy\",\"since\":\"m-2\"}";

        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"since\":\"m-1\"}");
        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"since\":\"m-0\"}",
            withAck: true)!.Answers.ShouldHaveSingleItem().ShouldBe("[{\"user\":\"Anna\"}]");
        ChatHarness.Identify(session, AsBilly, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"too-fast\"");
        session.User!.Value.Value.ShouldBe("Anna");
        _chat.Missed.Asked.ShouldBe([("Anna", "m-1")]);

        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        ChatHarness.Identify(session, AsBilly, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldBe("[{\"user\":\"Billy\"}]");
        _chat.Missed.Asked.ShouldBe([("Anna", "m-1"), ("Billy", "m-2")]);
    }

    [Fact]
    public void Identify_WithSinceAfterARefusal_StillAsksForWhatWasMissed()
    {
        using var chat = new ChatHarness(new ChatOptions { MaxConnectionsPerUser = 1 });
        var (other, _) = chat.Join("Anna", "other");
        var session = chat.Open(new FakeConnection());
        const string AsAnna = "{\"user\":\"Anna\",\"since\":\"m-1\"}";

        ChatHarness.Identify(session, AsAnna, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"too-many-connections\"");
        chat.Missed.Asked.ShouldBeEmpty();
        other.End("test");
        ChatHarness.Identify(session, AsAnna, withAck: true)!.Answers.ShouldBe(["[{\"user\":\"Anna\"}]"]);

        chat.Missed.Asked.ShouldBe([("Anna", "m-1")]);
    }

    [Fact]
    public void Identify_WithSinceAfterAnotherUser_AsksAnew()
    {
        var session = _chat.Open(new FakeConnection());

        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"since\":\"m-1\"}");
        ChatHarness.Identify(session, "\"Billy\"");
        ChatHarness.Identify(session, "{\"user\":\"Billy\",\"since\":\"m-0\"}",
            withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain("\"too-fast\"");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        ChatHarness.Identify(session, "{\"user\":\"Anna\",\"since\":\"m-2\"}");

        _chat.Missed.Asked.ShouldBe([("Anna", "m-1"), ("Anna", "m-2")]);
    }

    [Fact]
    public void Describe_AfterMessagesWithIds_TellsUserModeAndTheLastIds()
    {
        var (session, _) = _chat.Join("Anna");
        _chat.Open(new FakeConnection()).Describe().ShouldBeNull();
        for (var i = 0; i < 300; i++)
            session.NoteSent(new($"m-{i}"));

        var state = session.Describe().ShouldNotBeNull();

        (state.User.Value, state.Presence).ShouldBe(("Anna", PresenceMode.None));
        state.Sent.Count.ShouldBe(256);
        state.Sent[^1].Value.ShouldBe("m-299");
    }

    [Fact]
    public void Arrive_ASessionOfAnotherServer_IsThatUsersUntilItEnds()
    {
        var session = _chat.Open(new FakeConnection());

        session.Arrive(FakeMesh.Name("Anna"), PresenceMode.None);
        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(1);
        session.Return();
        session.End("gone");

        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(0);
        _chat.Users.Count.ShouldBe(0);
    }

    [Fact]
    public void Identify_AsAnother_MovesTheConnection()
    {
        var (session, connection) = _chat.Join("Anna");

        ChatHarness.Identify(session, "{\"user\":\"Billy\",\"presence\":\"none\"}");

        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(0);
        _chat.Mesh.ConnectionsOf("Billy").ShouldBe(1);
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
        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(2);
        _chat.Mesh.ConnectionsOf("Billy").ShouldBe(1);
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

        session.End("transport close");
        _chat.Join("Billy", "b1");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(0);
        _chat.Users.Count.ShouldBe(1);
        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Identify_AfterTheEnd_ChangesNothing()
    {
        var session = _chat.Open(new FakeConnection());
        session.End("transport close");

        ChatHarness.Identify(session, "\"Anna\"");

        session.User.ShouldBeNull();
        _chat.Mesh.ConnectionsOf("Anna").ShouldBe(0);
        _chat.Users.Count.ShouldBe(0);
    }
}
