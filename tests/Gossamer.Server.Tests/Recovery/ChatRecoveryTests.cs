using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;

namespace Gossamer.Server.Tests.Recovery;

public sealed class ChatRecoveryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChatHarness _chat = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _chat.Dispose();

    [Theory]
    [InlineData("/", 12, true)]
    [InlineData("/admin", 12, false)]
    [InlineData("/", 0, false)]
    public void Serves_TheChatWhereSessionsAreKept(string ns, int window, bool serves)
    {
        using var chat = new ChatHarness(window: TimeSpan.FromSeconds(window));

        chat.Recovery.Serves(ns).ShouldBe(serves);
    }

    [Fact]
    public async Task Recover_AClientThatMissedNothingThatIsGone_GoesOn()
    {
        var (session, connection) = Join();
        session.End("transport close", mayReturn: true);
        _chat.Mesh.Send("Billy", "Anna", "m1");

        var recovered = (await _chat.RecoverAsync("pid", ChatHarness.OffsetOf(connection.Sent[0]), Token)).ShouldNotBeNull();

        (recovered.Session.User.Value, recovered.Session.Key, recovered.Description.Presence).ShouldBe(("Anna", "pid", PresenceMode.None));
        recovered.Outlet.Session.ShouldBeSameAs(recovered.Session);
        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((1, 0));
        var back = new FakeConnection("back");
        recovered.Outlet.FlushTo(back);
        var missed = back.Sent.ShouldHaveSingleItem();
        missed.ShouldBe($"42[\"im\",\"m1\",\"{ChatHarness.OffsetOf(missed)}\"]");
    }

    /// <summary>The end of its connection has not been noticed yet.</summary>
    [Fact]
    public async Task Recover_AClientThatStillSeemsConnected_GoesOnBesides()
    {
        var (_, connection) = Join();

        (await _chat.RecoverAsync("pid", ChatHarness.OffsetOf(connection.Sent[0]), Token)).ShouldNotBeNull();

        _chat.Mesh.SessionsOf("Anna").ShouldBe(2);
        connection.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Recover_AgainAndAgain_StopsAtTheBoundOfConnections()
    {
        using var chat = new ChatHarness(options: new ChatOptions { MaxConnectionsPerUser = 2 });
        var (_, connection) = Join(chat);
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);

        (await chat.RecoverAsync("pid", offset, Token)).ShouldNotBeNull();
        (await chat.RecoverAsync("pid", offset, Token)).ShouldBeNull();

        chat.Mesh.SessionsOf("Anna").ShouldBe(2);
    }

    /// <summary>As whoever identifies: else one address would fill by coming back what it may not fill by coming.</summary>
    [Fact]
    public async Task Recover_OfAnAddressThatHoldsItsShare_StartsAnew()
    {
        using var chat = new ChatHarness(options: new ChatOptions { MaxConnectionsPerUser = 8 });
        var (_, connection) = Join(chat);
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        for (var n = 0; n < 3; n++)
            chat.Join("Anna", $"c{n}");

        (await chat.RecoverAsync("pid", offset, Token)).ShouldNotBeNull();
        (await chat.RecoverAsync("pid", offset, Token)).ShouldBeNull();
    }

    /// <summary>A session that waits for its client is no connection: its client may come back to it at the bound.</summary>
    [Fact]
    public async Task Recover_AtTheBoundOfConnections_GoesOnWithItsOwnSession()
    {
        using var chat = new ChatHarness(options: new ChatOptions { MaxConnectionsPerUser = 1 });
        var (session, connection) = Join(chat);
        session.End("transport close", mayReturn: true);

        (await chat.RecoverAsync("pid", ChatHarness.OffsetOf(connection.Sent[0]), Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Recover_AnIdThatNobodyKnows_StartsAnew()
    {
        var (_, connection) = Join();

        (await _chat.RecoverAsync("other", ChatHarness.OffsetOf(connection.Sent[0]), Token)).ShouldBeNull();

        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    /// <summary>What it was sent after its last sign of life may be lost, and logs reach no further back.</summary>
    [Fact]
    public async Task Recover_AClientThatMayHaveMissedSomething_StartsAnewAndHasNoSession()
    {
        var (session, connection) = Join();
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        _chat.Mesh.Send("Billy", "Anna", "m1");
        connection.SilentFor = TimeSpan.FromMinutes(2);
        session.End("transport close", mayReturn: true);

        (await _chat.RecoverAsync("pid", offset, Token)).ShouldBeNull();

        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Recover_AnOffsetThatIsNone_StartsAnewAndTheSessionWaits()
    {
        var (session, _) = Join();
        session.End("transport close", mayReturn: true);

        (await _chat.RecoverAsync("pid", "nonsense", Token)).ShouldBeNull();

        (_chat.Mesh.SessionsOf("Anna"), _chat.Mesh.Node.WaitingSessions).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Recover_AClientThatHasGoneBefore_BeginsNoSession()
    {
        var (_, connection) = Join();

        (await _chat.RecoverAsync("pid", ChatHarness.OffsetOf(connection.Sent[0]), new(canceled: true))).ShouldBeNull();

        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    /// <summary>The client will come again, and its session is here by now.</summary>
    [Fact]
    public async Task Recover_AClientThatGoesWhileOthersAreAsked_HasASessionThatWaits()
    {
        using var chat = new ChatHarness(peers: "server-2");
        var (session, connection) = Join(chat);
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);
        session.End("transport close", mayReturn: true);
        using var gone = new CancellationTokenSource();
        var recovering = chat.RecoverAsync("pid", offset, gone.Token);
        chat.Mesh.Node.WaitingSessions.ShouldBe(0); // its former session is found at once, and followed by one that resumes
        recovering.IsCompleted.ShouldBeFalse();

        await gone.CancelAsync();

        (await recovering.WaitAsync(Patience, Token)).ShouldBeNull();
        (chat.Mesh.SessionsOf("Anna"), chat.Mesh.Node.WaitingSessions).ShouldBe((1, 1));
    }

    /// <summary>No socket is told of its end, so nobody else says that the session has lost its client.</summary>
    [Fact]
    public async Task Recover_AConnectionThatEndsBeforeItsSocketIsThere_LeavesASessionThatWaits()
    {
        var (session, connection) = Join();
        session.End("transport close", mayReturn: true);
        using var gone = new CancellationTokenSource();
        (await _chat.RecoverAsync("pid", ChatHarness.OffsetOf(connection.Sent[0]), gone.Token)).ShouldNotBeNull();
        _chat.Mesh.Node.WaitingSessions.ShouldBe(0);

        await gone.CancelAsync();

        _chat.Mesh.Node.WaitingSessions.ShouldBe(1);
    }

    private (ChatSession Session, FakeConnection Connection) Join(ChatHarness? chat = null)
    {
        var connection = new FakeConnection("before") { PrivateSessionId = "pid" };
        var session = (chat ?? _chat).Open(connection);
        ChatHarness.Identify(session, """{"user":"Anna","presence":"none"}""");
        return (session, connection);
    }
}
