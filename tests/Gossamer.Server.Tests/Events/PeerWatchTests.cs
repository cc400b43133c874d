using Gossamer.Mesh;
using Gossamer.Server.Events;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Events;

public sealed class PeerWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_767_225_600));
    private readonly EventLog _log;
    private readonly FakeMesh _mesh;
    private readonly PeerWatch _watch;

    public PeerWatchTests()
    {
        _log = new(new(), _time);
        _mesh = new(_time, window: null, "server-2");
        _watch = new(_mesh.Node, _log, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _mesh.Node.DisposeAsync();
    }

    [Fact]
    public void Peers_ThatWereThereFromTheBeginning_AreNoNews()
    {
        _time.Advance(TimeSpan.FromSeconds(3));

        _log.After(0).ShouldBeEmpty();
    }

    [Fact]
    public void Peers_ThatComeAndLeave_AreEntries()
    {
        SetPeers("server-2", "server-3");
        _time.Advance(TimeSpan.FromSeconds(1));
        SetPeers("server-2");
        _time.Advance(TimeSpan.FromMinutes(2)); // forgotten when it was silent for a minute

        _log.After(0).Select(static entry => entry.Key).ShouldBe(
            [new(ServerEventKind.ServerKnown, "server-3"), new(ServerEventKind.ServerLeft, "server-3")]);
    }

    private void SetPeers(params string[] ids) =>
        _mesh.Node.SetPeers([.. ids.Select(static id => new MeshPeer(new(id), new Uri($"http://{id}.example")))]);
}
