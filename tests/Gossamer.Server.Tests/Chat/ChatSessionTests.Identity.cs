using System.Net;
using Gossamer.Server.Chat;
using Gossamer.Server.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Server.Tests.Chat;

/// <content>Clients whom the server knows.</content>
public sealed partial class ChatSessionTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("\"Anna\"")]
    [InlineData("""{"presence":"none"}""")]
    [InlineData("null")]
    [InlineData("")]
    public void Identify_AsWhomTheServerKnows_MayLeaveOutTheName(string arguments)
    {
        var session = _chat.Open(new FakeConnection(), Anna());

        ChatHarness.Identify(session, arguments, withAck: true)!.Answers.ShouldBe(["""[{"user":"Anna","connections":1}]"""]);

        session.User!.Value.Value.ShouldBe("Anna");
    }

    [Fact]
    public void Identify_AsSomebodyElse_IsRefusedAndLeavesEverythingAsItWas()
    {
        var session = _chat.Open(new FakeConnection(), Anna());

        ChatHarness.Identify(session, "\"Billy\"", withAck: true)!.Answers[0].ShouldContain("wrong-user");

        session.User.ShouldBeNull();
        _chat.Mesh.SessionsOf("Billy").ShouldBe(0);
    }

    [Fact]
    public void Identify_AServerOfTheOldSystem_MayBeNoUser()
    {
        var session = _chat.Open(new FakeConnection(), ConnectionIdentity.Nobody);

        ChatHarness.Identify(session, "\"Anna\"", withAck: true)!.Answers[0].ShouldContain("wrong-user");
        ChatHarness.Identify(session, "{}", withAck: true)!.Answers[0].ShouldContain("bad-identify");
    }

    [Fact]
    public void Begin_AClientThatDoesNotIdentify_IsItsTokensUserAfterAMoment()
    {
        var session = _chat.Open(new FakeConnection(), Anna());

        session.Begin(Grace);
        session.User.ShouldBeNull();
        _chat.Time.Advance(Grace);

        session.User!.Value.Value.ShouldBe("Anna");
    }

    [Fact]
    public void Begin_AClientThatSends_IsItsTokensUserAtOnce()
    {
        var session = _chat.Open(new FakeConnection(), Anna());
        session.Begin(Grace);

        _chat.Send(session, """{"from":"Anna","to":"Billy","text":"Hi"}""", withAck: true)!.Answers[0].ShouldContain("\"delivered\":0");
    }

    /// <summary>On a slow line: nothing that it missed may be lost by that.</summary>
    [Fact]
    public void Identify_WithSinceAfterTheMoment_StillComesBack()
    {
        var offset = LeaveAfter("before");
        Send("missed");
        var connection = new FakeConnection("late");
        var session = _chat.Open(connection, Anna());
        session.Begin(Grace);
        _chat.Time.Advance(Grace);

        ChatHarness.Identify(session, $$"""{"user":"Anna","presence":"none","since":"{{offset}}"}""");

        connection.Sent.Where(static frame => frame.StartsWith("42[\"im\"", StringComparison.Ordinal)).Select(TextOf).ShouldBe(["missed"]);
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void Access_ATokenThatExpires_WarnsThenCloses()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection, Anna(TimeSpan.FromMinutes(10)));
        session.Access.Start();

        _chat.Time.Advance(TimeSpan.FromMinutes(9) - TimeSpan.FromMilliseconds(1));
        connection.Sent.ShouldBeEmpty();
        _chat.Time.Advance(TimeSpan.FromMilliseconds(1));
        connection.Sent.ShouldBe(["""42["expires",{"in":60000}]"""]);
        _chat.Time.Advance(TimeSpan.FromSeconds(59));
        connection.Closed.IsCompleted.ShouldBeFalse();
        _chat.Time.Advance(TimeSpan.FromSeconds(1));

        connection.Closed.IsCompleted.ShouldBeTrue();
        connection.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Access_ATokenOfAShortLife_WarnsAfterHalfOfIt()
    {
        var connection = new FakeConnection();
        _chat.Open(connection, Anna(TimeSpan.FromSeconds(10))).Access.Start();

        _chat.Time.Advance(TimeSpan.FromSeconds(5));

        connection.Sent.ShouldBe(["""42["expires",{"in":5000}]"""]);
    }

    [Fact]
    public async Task Authenticate_ANewTokenOfTheSameUser_KeepsTheConnection()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection, Anna(TimeSpan.FromMinutes(1)));
        session.Access.Start();
        _chat.Access.Answer = Anna(TimeSpan.FromHours(1));

        (await RenewAsync(session, "new")).ShouldBe("""[{"user":"Anna","expires":3600000}]""");
        _chat.Time.Advance(TimeSpan.FromMinutes(2));

        connection.Closed.IsCompleted.ShouldBeFalse();
        _chat.Access.Asked.ShouldHaveSingleItem().Token.ShouldBe("new");
    }

    [Fact]
    public async Task Authenticate_AnotherUsersToken_IsRefusedAndChangesNothing()
    {
        var connection = new FakeConnection();
        var session = _chat.Open(connection, Anna(TimeSpan.FromMinutes(1)));
        session.Access.Start();
        _chat.Access.Answer = new ConnectionIdentity { User = FakeMesh.Name("Billy") };

        (await RenewAsync(session, "Billy's")).ShouldContain("wrong-user");
        _chat.Access.Answer = AccessDenial.TokenExpired;
        (await RenewAsync(session, "old")).ShouldContain("token-expired");
        (await RenewAsync(session, null)).ShouldContain("bad-token");
        _chat.Time.Advance(TimeSpan.FromMinutes(1));

        connection.Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Authenticate_AgainAndAgain_IsTooFast()
    {
        var session = _chat.Open(new FakeConnection(), Anna());
        _chat.Access.Answer = AccessDenial.BadToken;
        for (var i = 0; i < _chat.Options.Rates.Returns.Connection.Burst; i++)
            (await RenewAsync(session, "x")).ShouldContain("bad-token");

        (await RenewAsync(session, "x")).ShouldContain("too-fast");
    }

    [Theory]
    [InlineData("""{"token":"a\"b","x":[1]}""", "a\"b")]
    [InlineData("""{"x":{"token":"no"}}""", null)]
    [InlineData("""{"token":7}""", null)]
    [InlineData("\"a\"", null)]
    [InlineData("", null)]
    public void ReadToken_OfTheEvent_IsTheStringThatItNames(string arguments, string? token)
    {
        var reader = ChatHarness.Arguments("authenticate", arguments);

        Authentication.ReadToken(ref reader).ShouldBe(token);
    }

    [Fact]
    public void EndIfCovered_ARevocationOfItsUser_ClosesItAndLeavesNoSession()
    {
        var connection = new FakeConnection { PrivateSessionId = "pid" };
        var session = _chat.Open(connection, Anna());
        ChatHarness.Identify(session, "\"Anna\"");

        session.EndIfCovered(Revocation.Of(FakeMesh.Name("Billy"), _chat.Time.GetUtcNow())).ShouldBeFalse();
        connection.Closed.IsCompleted.ShouldBeFalse();
        session.EndIfCovered(Revocation.Of(FakeMesh.Name("Anna"), _chat.Time.GetUtcNow())).ShouldBeTrue();
        connection.Closed.IsCompleted.ShouldBeTrue();
        session.End("transport close", mayReturn: true);

        _chat.Mesh.SessionsOf("Anna").ShouldBe(0);
    }

    [Fact]
    public async Task Recover_ASessionOfAnotherUser_IsNotFoundByAnybodyElse()
    {
        var connection = new FakeConnection("before") { PrivateSessionId = "pid" };
        var session = _chat.Open(connection, Anna());
        ChatHarness.Identify(session, SinceNothing);
        session.End("transport close", mayReturn: true);
        var offset = ChatHarness.OffsetOf(connection.Sent[0]);

        _chat.Access.Answer = new ConnectionIdentity { User = FakeMesh.Name("Billy") };
        (await _chat.RecoverAsync("pid", offset, TestContext.Current.CancellationToken)).ShouldBeNull();
        _chat.Access.Answer = AccessDenial.Unauthorized;
        (await _chat.RecoverAsync("pid", offset, TestContext.Current.CancellationToken)).ShouldBeNull();
        _chat.Access.Answer = Anna();

        var returned = await _chat.ReturnAsync("pid", offset, TestContext.Current.CancellationToken);

        returned.ShouldNotBeNull().Identity.ShouldBe(_chat.Access.Answer.Identity);
    }

    [Fact]
    public void Devices_AnotherConnectionOfTheUser_IsToldToThoseThatAreThereAsItComesAndGoes()
    {
        var (_, first) = _chat.Join("Anna");
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));
        first.Sent.ShouldBeEmpty();
        var second = new FakeConnection("c2");
        var session = _chat.Open(second);

        var ack = ChatHarness.Identify(session, """{"user":"Anna","presence":"none"}""", withAck: true)!;
        ack.Answers.ShouldBe(["""[{"user":"Anna","connections":2}]"""]);
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));
        first.Sent.ShouldBe(["""42["devices",{"connections":2}]"""]);
        second.Sent.ShouldBeEmpty();
        session.End("client namespace disconnect", mayReturn: false);
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));

        first.Sent.ShouldBe(["""42["devices",{"connections":2}]""", """42["devices",{"connections":1}]"""]);
    }

    /// <summary>A client that does not take what it is sent hears how it stands once it does.</summary>
    [Fact]
    public void Devices_ToALaggingConnection_AreToldOnce()
    {
        var (_, first) = _chat.Join("Anna");
        first.WaitingBytes = _chat.Presence.LagBytes + 1;
        var (second, _) = _chat.Join("Anna", "c2");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        second.End("client namespace disconnect", mayReturn: false);
        _chat.Join("Anna", "c3");
        _chat.Time.Advance(TimeSpan.FromSeconds(1));
        first.Sent.ShouldBeEmpty();

        first.WaitingBytes = 0;
        _chat.Time.Advance(TimeSpan.FromMilliseconds(250));

        first.Sent.ShouldBe(["""42["devices",{"connections":2}]"""]);
    }

    private ConnectionIdentity Anna(TimeSpan? life = null) => new()
    {
        User = FakeMesh.Name("Anna"), ExpiresAt = life is { } rest ? _chat.Time.GetUtcNow() + rest : null,
    };

    private async Task<string> RenewAsync(ChatSession session, string? token)
    {
        var authentication = new Authentication(
            _chat.Access, new NoServers(), _chat.Time, NullLogger<Authentication>.Instance);
        var ack = new FakeAcknowledgement();
        await authentication.RenewAsync(session, token, new Reply(session.Connection, "authenticate", ack, _chat.Metrics));
        return ack.Answers.ShouldHaveSingleItem();
    }

    private sealed class NoServers : IServerConnections
    {
        public bool Knows(IPAddress? address) => false;

        public IServerConnection Open(IPAddress? address) => throw new InvalidOperationException("It is not asked for here.");
    }
}
