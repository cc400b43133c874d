using System.Text.Json;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed partial class ChatSessionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChatHarness _chat = new(new ChatOptions { MaxConnectionsPerUser = 4 });

    public void Dispose()
    {
        _chat.Dispose();
        _open.Dispose();
    }

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

        ChatHarness.Identify(session, "\" Anna \"", withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna","connections":1}]"""]);
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
    public void Identify_FromAnotherAddressThanThatWhichHoldsAllItMay_IsTaken()
    {
        _chat.Join("Anna", "a1");
        _chat.Join("Anna", "a2");

        _chat.Join("Anna", new FakeConnection("real") { Address = new(1, false) });

        _chat.Mesh.SessionsOf("Anna").ShouldBe(3);
    }

    [Fact]
    public void Identify_AfterLosingItsConnections_AnAddressHasNoMoreThanBefore()
    {
        foreach (var pid in (string[])["p1", "p2"])
        {
            var lost = _chat.Open(new FakeConnection { PrivateSessionId = pid });
            ChatHarness.Identify(lost, "\"Anna\"");
            lost.End("transport close", mayReturn: true);
        }

        var (session, _) = _chat.Join("Billy", "b1");
        const string Refused = "\"too-many-connections\"";

        ChatHarness.Identify(session, "\"Anna\"", withAck: true)!.Answers.ShouldHaveSingleItem().ShouldContain(Refused);
        _chat.Time.Advance(_chat.Options.SessionWindow);

        ChatHarness.Identify(session, "\"Anna\"", withAck: true)!.Answers.ShouldHaveSingleItem().ShouldNotContain(Refused);
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
