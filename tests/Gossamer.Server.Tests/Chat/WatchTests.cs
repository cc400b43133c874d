namespace Gossamer.Server.Tests.Chat;

public sealed class WatchTests : IDisposable
{
    private const string Watched = """{"user":"Anna","presence":"watched"}""";

    private readonly ChatHarness _chat = new();

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Watch_Names_TellsHowTheyStandAndAnswersHowManyTheyAre()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);

        var ack = _chat.Watch(session, """["Anna","  Billy ","Billy"]""", withAck: true)!;

        ack.Answers.ShouldBe(["""[{"names":2}]"""]);
        connection.Sent.ShouldBe(["""42["presence",{"joined":["Anna"],"left":["Billy"]}]"""]);
    }

    [Fact]
    public void Unwatch_AName_EndsItsNews()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);
        _chat.Watch(session, """["Billy","Carl"]""");
        _chat.Unwatch(session, """["Billy"]""", withAck: true)!.Answers.ShouldBe(["""[{"names":1}]"""]);
        connection.Clear();

        _chat.Join("Billy", "c2");
        _chat.Join("Carl", "c3");
        _chat.Time.Advance(_chat.Presence.Window);

        connection.Sent.ShouldBe(["""42["presence",{"joined":["Carl"],"left":[]}]"""]);
    }

    [Theory]
    [InlineData("", "bad-watch")]
    [InlineData("\"Billy\"", "bad-watch")]
    [InlineData("{\"names\":[]}", "bad-watch")]
    [InlineData("[7]", "bad-watch")]
    [InlineData("[[\"Billy\"]]", "bad-watch")]
    [InlineData("[\"Billy\",\"\"]", "bad-name")]
    [InlineData("[\"\\ud800\"]", "bad-name")]
    [InlineData("[\"a\",\"b\",\"c\",\"d\"]", "too-many-watched")]
    public void Watch_AnythingElse_IsRefusedAndWatchesNothing(string arguments, string code)
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);

        _chat.Watch(session, arguments, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain($"\"{code}\"");
        _chat.Unwatch(session, arguments, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain($"\"{code}\"");

        _chat.Join("Billy", "c2");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("list")]
    [InlineData("changes")]
    [InlineData("none")]
    public void Watch_InAnotherMode_IsRejected(string mode)
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, $$"""{"user":"Anna","presence":"{{mode}}"}""");
        connection.Clear();

        _chat.Watch(session, """["Billy"]""");

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["rejected",{"event":"watch","code":"not-watching",""");
    }

    [Fact]
    public void Identify_Again_BeginsItsPresenceAnew()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);
        _chat.Watch(session, """["Billy"]""");
        ChatHarness.Identify(session, """{"user":"Anna","presence":"changes"}""");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent[^1].ShouldBe("""42["update_client",{"list":["Anna"]}]""");

        ChatHarness.Identify(session, """{"user":"Anna","presence":"none"}""");
        connection.Clear();
        _chat.Join("Billy", "c2");
        _chat.Time.Advance(_chat.Presence.Window);

        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Identify_WithWhatItHas_BringsNothingAndForgetsNothing()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);
        _chat.Watch(session, """["Billy"]""");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Clear();

        ChatHarness.Identify(session, Watched);
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldBeEmpty();

        _chat.Join("Billy", "c2");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldHaveSingleItem().ShouldContain("Billy");
    }

    [Fact]
    public void Identify_AgainInTheListsMode_BringsNoListAgain()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, "\"Anna\"");
        _chat.Time.Advance(_chat.Presence.Window);
        connection.Sent.ShouldNotBeEmpty();
        connection.Clear();

        ChatHarness.Identify(session, "\"Anna\"");
        _chat.Time.Advance(_chat.Presence.Window);

        connection.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void End_OfAConnection_EndsItsPresence()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, Watched);
        _chat.Watch(session, """["Billy"]""");
        session.End("gone", mayReturn: false);
        connection.Clear();

        _chat.Join("Billy", "c2");
        _chat.Time.Advance(_chat.Presence.Window);

        connection.Sent.ShouldBeEmpty();
    }
}
