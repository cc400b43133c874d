using Gossamer.Server.Chat;
using Gossamer.Server.Identity;

namespace Gossamer.Server.Tests.Chat;

public sealed class NameTakenTests : IDisposable
{
    private const string Unless = """{"user":"Anna","presence":"none","unlessTaken":true}""";

    private readonly ChatHarness _chat = new();

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Identify_AsSomebodyWhoIsThere_IsRefusedWithHowManyConnections()
    {
        _chat.Join("Anna", "a1");
        _chat.Join("Anna", "a2");
        var session = _chat.Open(new FakeConnection("b1"));

        Identify(session, Unless).ShouldBe(
            """[{"error":{"code":"name-taken","message":"Anna is connected already","connections":2}}]""");

        session.User.ShouldBeNull();
        _chat.Mesh.SessionsOf("Anna").ShouldBe(2);
    }

    [Fact]
    public void Identify_RefusedThen_MayBeWithoutItOrAnotherOrTheOneThatItWas()
    {
        _chat.Join("Anna", "a1");
        var (billy, connection) = _chat.Join("Billy", "b1");
        ChatHarness.Identify(billy, Unless);
        connection.Sent.ShouldBe(
        [
            """42["rejected",{"event":"identify","code":"name-taken","message":"Anna is connected already","connections":1}]""",
        ]);
        billy.User!.Value.Value.ShouldBe("Billy");

        Identify(billy, """{"user":"Carl","presence":"none","unlessTaken":true}""").ShouldBe("""[{"user":"Carl","connections":1}]""");
        Identify(billy, """{"user":"Anna","presence":"none"}""").ShouldBe("""[{"user":"Anna","connections":2}]""");
        Identify(billy, Unless).ShouldBe("""[{"user":"Anna","connections":2}]""", "it is Anna itself");
    }

    /// <summary>Who may come back to this server is not there; the name is free.</summary>
    [Fact]
    public void Identify_AsSomebodyWhoIsAway_Is()
    {
        var connection = new FakeConnection("a1") { PrivateSessionId = "pid" };
        var anna = _chat.Open(connection);
        ChatHarness.Identify(anna, """{"user":"Anna","presence":"none"}""");
        anna.End("transport close", mayReturn: true);
        _chat.Mesh.SessionsOf("Anna").ShouldBe(1);

        Identify(_chat.Open(new FakeConnection("b1")), Unless).ShouldStartWith("""[{"user":"Anna",""");
    }

    [Fact]
    public void Identify_WhereTheServerKnowsWhoItIs_IsAsWithoutIt()
    {
        var identity = new ConnectionIdentity { User = FakeMesh.Name("Anna") };
        ChatHarness.Identify(_chat.Open(new FakeConnection("a1"), identity), Unless);

        Identify(_chat.Open(new FakeConnection("a2"), identity), Unless).ShouldBe("""[{"user":"Anna","connections":2}]""");
    }

    private static string Identify(ChatSession session, string arguments) =>
        ChatHarness.Identify(session, arguments, withAck: true)!.Answers.ShouldHaveSingleItem();
}
