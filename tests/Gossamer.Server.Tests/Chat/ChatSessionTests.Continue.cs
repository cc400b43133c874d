using System.Text.Json;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Tests.Chat;

/// <content>A client whose session goes on with another connection.</content>
public sealed partial class ChatSessionTests
{
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
}
