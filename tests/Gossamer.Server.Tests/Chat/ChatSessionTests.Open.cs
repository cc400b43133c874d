using Gossamer.Server.Recovery;

namespace Gossamer.Server.Tests.Chat;

/// <content>Where names are as given, coming back takes what only the client got (ADR 14).</content>
public sealed partial class ChatSessionTests
{
    private readonly ChatHarness _open = new(new FakeAccess { IsOpen = true });

    [Fact]
    public async Task Identify_OpenWithTheOffsetThatItGot_BringsWhatWasMissed()
    {
        var (offset, _) = LeaveOpen();
        _open.Mesh.Send("Billy", "Anna", "missed");

        var (ack, connection) = await ReturnOpenAsync($$"""{"user":"Anna","presence":"none","since":"{{offset}}"}""");

        ack.ShouldBe("""[{"user":"Anna","connections":1,"complete":true}]""");
        connection.Sent.Skip(1).ShouldHaveSingleItem().ShouldStartWith("42[\"im\",\"missed\",");
    }

    /// <summary>Anybody can make the offset's text, to any place.</summary>
    [Fact]
    public async Task Identify_OpenWithAnOffsetAndNoOrAnotherTag_BringsNothingAndTellsSo()
    {
        var (offset, _) = LeaveOpen();
        _open.Mesh.Send("Billy", "Anna", "missed");
        var (bare, tag) = OffsetTag.Split(offset);

        foreach (var forged in new[] { bare, bare + ".AAAAAAAAAAA" })
        {
            var returning = ReturnOpenAsync($$"""{"user":"Anna","presence":"none","since":"{{forged}}"}""");
            _open.Time.Advance(ReturnGuard.Patience);
            var (ack, connection) = await returning.WaitAsync(Patience, TestContext.Current.CancellationToken);

            ack.ShouldContain("\"complete\":false");
            connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",{"user":"Anna","complete":false},""");
        }

        tag.ShouldNotBeNull();
    }

    /// <summary>The attack: send the victim a message with an own id, then identify as the victim since that id.</summary>
    [Fact]
    public async Task Identify_OpenWithTheIdOfAMessageAlone_BringsNothingAndTheSessionWaitsOn()
    {
        LeaveOpen("known");
        _open.Mesh.Send("Billy", "Anna", "secret");

        var (ack, connection) = await ReturnOpenAsync("""{"user":"Anna","presence":"none","since":"known"}""");

        ack.ShouldContain("\"complete\":false");
        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",""");
        _open.Mesh.Node.WaitingSessions.ShouldBe(1);
    }

    [Fact]
    public async Task Identify_OpenWithTheIdAndAnOffsetOfTheSameSession_BringsWhatCameAfterIt()
    {
        var (_, first) = LeaveOpen("seen");
        _open.Mesh.Send("Billy", "Anna", "missed");

        var (ack, connection) = await ReturnOpenAsync($$"""{"user":"Anna","presence":"none","since":"seen","secret":"{{first}}"}""");

        ack.ShouldBe("""[{"user":"Anna","connections":1,"complete":true}]""");
        connection.Sent.Skip(1).ShouldHaveSingleItem().ShouldStartWith("42[\"im\",\"missed\",");
        _open.Mesh.Node.WaitingSessions.ShouldBe(0);
    }

    /// <summary>The attacker has been that user too, and has offsets of a session of its own.</summary>
    [Fact]
    public async Task Identify_OpenWithTheIdAndAnOffsetOfAnotherSession_TakesNothing()
    {
        var other = new FakeConnection("attacker");
        var attacker = _open.Open(other);
        ChatHarness.Identify(attacker, SinceNothing);
        var own = ChatHarness.OffsetOf(other.Sent[0]);
        attacker.End("client namespace disconnect", mayReturn: false);
        LeaveOpen("known");
        _open.Mesh.Send("Billy", "Anna", "secret");

        var (_, connection) = await ReturnOpenAsync($$"""{"user":"Anna","presence":"none","since":"known","secret":"{{own}}"}""");

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",{"user":"Anna","complete":false},""");
        _open.Mesh.Node.WaitingSessions.ShouldBe(1);
    }

    [Fact]
    public async Task Recover_OpenByAPidWithAnOffsetOfItsOwnMaking_IsNotRecovered()
    {
        var connection = new FakeConnection("before") { PrivateSessionId = "pid" };
        var session = _open.Open(connection);
        ChatHarness.Identify(session, SinceNothing);
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        session.End("transport close", mayReturn: true);

        (await _open.RecoverAsync("pid", OffsetTag.Split(offset).Offset, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await _open.RecoverAsync("pid", offset, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    /// <summary>Anna's client loses its connection after those messages. Returns its latest offset and its first.</summary>
    private (string Latest, string First) LeaveOpen(params string[] ids)
    {
        var connection = new FakeConnection("before");
        var session = _open.Open(connection);
        ChatHarness.Identify(session, SinceNothing);
        foreach (var id in ids)
            _open.Mesh.Send("Billy", "Anna", id);
        session.End("transport close", mayReturn: true);
        return (ChatHarness.OffsetOf(connection.Sent[^1]), ChatHarness.OffsetOf(connection.Sent[0]));
    }

    private async Task<(string Ack, FakeConnection Connection)> ReturnOpenAsync(string identify)
    {
        var connection = new FakeConnection("back");
        var ack = new FakeAcknowledgement();
        await ChatHarness.Identify(_open.Open(connection), identify, ack);
        return (ack.Answers.ShouldHaveSingleItem(), connection);
    }
}
