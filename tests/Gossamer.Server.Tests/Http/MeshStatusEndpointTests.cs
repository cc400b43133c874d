using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Draining;
using Gossamer.Server.Events;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Chat;
using Gossamer.SocketIO;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Http;

public sealed class MeshStatusEndpointTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly FakeMesh _mesh;
    private readonly ChatCounters _counters = new();
    private readonly ServerTallies _tallies = new();
    private readonly DrainState _drain = new();
    private readonly SocketIOServer _server;

    public MeshStatusEndpointTests()
    {
        _mesh = new(_time, window: null, "server-2");
        _server = new(Options.Create(new SocketIOOptions()), NullLogger<SocketIOServer>.Instance, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _mesh.Node.DisposeAsync();
    }

    [Fact]
    public async Task Answer_OfAServerWithoutClients_TellsItselfAndItsLinks()
    {
        _tallies.Refused.Add("too-fast", 7);
        _tallies.Recovered.Add("complete", 2);
        var (status, text) = await AnswerAsync(OperatorAccess.Everybody);

        status.ShouldBe(200);
        text.ShouldStartWith("""
            {"id":"server-1","incarnation":1767225600000000,"draining":false,"users":0,"usersHere":0,"connections":0,"waiting":0,
            "taken":0,"handed":0,"now":1767225600000,"startedAt":1767225600000,"version":"
            """.ReplaceLineEndings(""));
        text.ShouldEndWith("""
            ,"closes":{},"refused":{"too-fast":7},"recovered":{"complete":2},"lastEvent":0,
            "links":[{"peer":"server-2","outgoing":"connecting","incoming":"down","protocol":null,
            "roundTripMs":null,"unacknowledged":0,"forwarded":0,"received":0,"closed":null,"receivedBytes":0,"lastHeardMs":null}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Answer_WithSessions_CountsUsersHereAndThoseWhoseClientsMayComeBack()
    {
        BeginSession("Anna", "pid 1");
        BeginSession("Anna", "pid 2").Disconnect();
        BeginSession("Billy", "pid 3").Disconnect();
        _counters.Took();
        _counters.HandedOver(2);

        (await AnswerAsync(OperatorAccess.Everybody)).Text
            .ShouldContain(""","users":2,"usersHere":2,"connections":0,"waiting":2,"taken":1,"handed":2,""");

        _time.Advance(FakeMesh.Window + TimeSpan.FromSeconds(1));
        (await AnswerAsync(OperatorAccess.Everybody)).Text.ShouldContain(""","users":1,"usersHere":1,"connections":0,"waiting":0,""");
    }

    [Fact]
    public async Task Answer_WhileItSendsItsClientsElsewhere_SaysSo()
    {
        _drain.Begin();

        (await AnswerAsync(OperatorAccess.Everybody)).Text.ShouldContain(""","draining":true,""");
    }

    [Fact]
    public async Task Answer_ToWhomeverMayNotSee_IsRefused()
    {
        var (status, text) = await AnswerAsync(OperatorAccess.By("the right key of them"));

        status.ShouldBe(401);
        text.ShouldStartWith("""{"error":{"code":""");
    }

    private MeshSession BeginSession(string user, string pid)
    {
        var name = FakeMesh.Name(user);
        var outlet = new Server.Recovery.SocketOutlet(name, _counters, _mesh.ProbeTimeout, TimeProvider.System);
        return _mesh.BeginSession(name, outlet, ClientIdentity.Keyed(pid));
    }

    private async Task<(int Status, string Text)> AnswerAsync(OperatorAccess access)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await new MeshStatusEndpoint(_mesh.Node, _counters, _server, _drain, new(new(), _time), _tallies, access, _time)
            .AnswerAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
