using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class SessionStarterTests : IAsyncDisposable
{
    private const string Complete = """42["identified",{"user":"Anna","complete":true},""";
    private const string Incomplete = """42["identified",{"user":"Anna","complete":false},""";

    private static readonly UserName Anna = FakeMesh.Name("Anna");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly FakeMesh _mesh;
    private readonly SessionStarter _starter;

    public SessionStarterTests()
    {
        _mesh = new(_time);
        _starter = Starter(_mesh);
    }

    public ValueTask DisposeAsync() => _mesh.Node.DisposeAsync();

    [Fact]
    public void Begin_AClientThatBringsNothing_CannotComeBackAndIsToldNothing()
    {
        var connection = new FakeConnection();

        var outlet = Begin(connection, As("Anna"));
        _mesh.Send("Billy", "Anna", "m1");

        outlet.Session!.Key.ShouldBeNull();
        connection.Sent.ShouldBe(["42[\"im\",\"m1\"]"]);
    }

    [Fact]
    public void Begin_AClientWithAPrivateSessionId_IsKnownByIt()
    {
        var connection = new FakeConnection { PrivateSessionId = "pid" };

        var outlet = Begin(connection, As("Anna"));
        _mesh.Send("Billy", "Anna", "m1");

        outlet.Session!.Key.ShouldBe("pid");
        connection.Sent[0].ShouldStartWith(Complete);
        connection.Sent[1].ShouldBe($"42[\"im\",\"m1\",\"{ChatHarness.OffsetOf(connection.Sent[1])}\"]");
    }

    [Fact]
    public void Begin_AClientThatAsksForItsSessionToBeKept_IsKnownByItsOffset()
    {
        var connection = new FakeConnection();

        var outlet = Begin(connection, As("Anna", ""));

        var key = outlet.Session!.Key.ShouldNotBeNull();
        OffsetText.TryRead(ChatHarness.OffsetOf(connection.Sent[0]), Anna, 0, out var offset).ShouldBeTrue();
        offset.Key.Value.ShouldBe(key);
    }

    [Fact]
    public void Begin_WithAnOffset_BringsWhatIsBeyondIt()
    {
        var offset = Leave("", "m1");
        _mesh.Send("Billy", "Anna", "m2");
        var connection = new FakeConnection();

        var outlet = Begin(connection, As("Anna", offset));

        IsComplete(outlet).ShouldBeTrue();
        connection.Sent[0].ShouldStartWith(Complete);
        connection.Sent.Skip(1).Select(IdOf).ShouldBe(["m2"]);
        _mesh.SessionsOf("Anna").ShouldBe(1);
    }

    /// <summary>Its session has another id now, so nobody can say that nothing else was missed.</summary>
    [Fact]
    public void Begin_WithTheOffsetOfASessionThatWasNotRecovered_BringsWhatThereIsAndTellsThatThereMayBeMore()
    {
        var offset = Leave("", "m1");
        _mesh.Send("Billy", "Anna", "m2");
        var connection = new FakeConnection { PrivateSessionId = "new", UnrecoveredOffset = offset };

        var outlet = Begin(connection, As("Anna"));

        IsComplete(outlet).ShouldBeFalse();
        connection.Sent[0].ShouldStartWith(Incomplete);
        connection.Sent.Skip(1).Select(IdOf).ShouldBe(["m2"]);
    }

    [Fact]
    public void Begin_AgainAsThatUser_DoesNotBringThemTwice()
    {
        var offset = Leave("", "m1");
        _mesh.Send("Billy", "Anna", "m2");
        var connection = new FakeConnection { PrivateSessionId = "new", UnrecoveredOffset = offset };
        Begin(connection, As("Anna")).Session!.Leave();
        connection.Clear();

        IsComplete(Begin(connection, As("Anna"))).ShouldBeTrue();

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith(Complete);
    }

    [Fact]
    public void Begin_WithAnotherUsersOffset_BringsNothingAndTellsThatSomethingMayBeMissing()
    {
        var offset = Leave("", "m1");
        _mesh.Send("Billy", "Anna", "m2");
        var connection = new FakeConnection { PrivateSessionId = "new", UnrecoveredOffset = offset };

        IsComplete(Begin(connection, As("Carl"))).ShouldBeFalse();

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["identified",{"user":"Carl","complete":false},""");
        _mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public async Task Begin_WhereSessionsAreNotKept_IsANewSessionThatNothingIsToldOf()
    {
        var offset = Leave("", "m1");
        var mesh = new FakeMesh(_time, TimeSpan.Zero);
        await using var _ = mesh.Node;
        var connection = new FakeConnection { PrivateSessionId = "pid", UnrecoveredOffset = offset };

        var outlet = await BeginAsync(Starter(mesh), connection, As("Anna", offset));
        mesh.Send("Billy", "Anna", "m3");

        IsComplete(outlet).ShouldBeTrue();
        connection.Sent.ShouldBe(["42[\"im\",\"m3\"]"]);
    }

    [Fact]
    public async Task BeginAt_TheOneSessionThatHasTheMessage_BringsWhatCameAfterIt()
    {
        Leave("", "m1", "m2");
        _mesh.Send("Billy", "Anna", "m3");
        var connection = new FakeConnection();

        var outlet = await BeginAsync(_starter, connection, As("Anna", "m1"));

        IsComplete(outlet).ShouldBeTrue();
        connection.Sent[0].ShouldStartWith(Complete);
        connection.Sent.Skip(1).Select(IdOf).ShouldBe(["m2", "m3"]);
        _mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public async Task BeginAt_ASessionThatMayBeAnotherDevices_BringsTheSameAndTellsThatThereMayBeMore()
    {
        Leave("", "m1", "m2");
        var device = new FakeConnection("device");
        Begin(device, As("Anna", ChatHarness.OffsetOf(Join().Sent[0])));
        _mesh.Send("Billy", "Anna", "m3");
        var connection = new FakeConnection();

        var outlet = await BeginAsync(_starter, connection, As("Anna", "m3"));

        IsComplete(outlet).ShouldBeFalse();
        connection.Sent.ShouldHaveSingleItem().ShouldStartWith(Incomplete);
        _mesh.Send("Billy", "Anna", "m4");
        IdOf(connection.Sent[^1]).ShouldBe("m4");
    }

    /// <summary>The session that the message belongs to is known by a key of its own.</summary>
    [Fact]
    public async Task BeginAt_ByAClientThatHasAPrivateSessionIdNow_IsStillThatSession()
    {
        Leave("", "m1", "m2");
        var connection = new FakeConnection { PrivateSessionId = "new" };

        var outlet = await BeginAsync(_starter, connection, As("Anna", "m1"));

        outlet.Session!.Key.ShouldBe("new");
        IsComplete(outlet).ShouldBeTrue();
        connection.Sent.Skip(1).Select(IdOf).ShouldBe(["m2"]);
        _mesh.SessionsOf("Anna").ShouldBe(1);
    }

    [Fact]
    public void BeginAt_NoSession_BringsNothingAndTellsThatSomethingMayBeMissing()
    {
        Leave("", "m1");
        var connection = new FakeConnection();

        IsComplete(Begin(connection, As("Anna", "m9"))).ShouldBeFalse();

        connection.Sent.ShouldHaveSingleItem().ShouldStartWith(Incomplete);
    }

    private static async Task<SocketOutlet> BeginAsync(SessionStarter starter, FakeConnection connection, Identify identify) =>
        starter.Begin(connection, identify, await starter.FindAsync(connection, identify));

    private SessionStarter Starter(FakeMesh mesh) => new(mesh, new(), new(new FakeAccess(), new(_time), _time), new(new(), _time), _time);

    private SocketOutlet Begin(FakeConnection connection, Identify identify)
    {
        var begun = BeginAsync(_starter, connection, identify);
        begun.IsCompletedSuccessfully.ShouldBeTrue();
        return begun.Result;
    }

    /// <summary>Anna's client loses its connection after those messages. Returns its offset.</summary>
    private string Leave(string since, params string[] ids)
    {
        var connection = new FakeConnection("before");
        var outlet = Begin(connection, As("Anna", since));
        foreach (var id in ids)
            _mesh.Send("Billy", "Anna", id);
        outlet.Session!.Disconnect();
        return ChatHarness.OffsetOf(connection.Sent[^1]);
    }

    /// <summary>Of a session that is live at once.</summary>
    private static bool IsComplete(SocketOutlet outlet)
    {
        outlet.Completeness.IsCompletedSuccessfully.ShouldBeTrue();
        return outlet.Completeness.Result;
    }

    private FakeConnection Join()
    {
        var connection = new FakeConnection("other");
        Begin(connection, As("Anna", ""));
        return connection;
    }

    private static Identify As(string user, string? since = null)
    {
        var json = since is null ? JsonSerializer.Serialize(user) : JsonSerializer.Serialize(new { user, since });
        var reader = ChatHarness.Arguments("identify", json);
        Identify.Read(ref reader, null, out var identify).ShouldBeNull();
        return identify;
    }

    private static string? IdOf(string frame)
    {
        using var json = JsonDocument.Parse(frame[2..]);
        return json.RootElement[1].GetString();
    }
}
