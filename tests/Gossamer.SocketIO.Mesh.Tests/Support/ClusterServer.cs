using Gossamer.Mesh;
using Gossamer.SocketIO.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>An application on a port of loopback, with real links to the others, and clients in memory.</summary>
internal sealed class ClusterServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SocketIOTestHost _host;

    private ClusterServer(WebApplication app)
    {
        _app = app;
        _host = new(app.Services);
    }

    public SocketIOServer IO => _host.Server;

    public MeshRooms Rooms => _app.Services.GetRequiredService<MeshRooms>();

    public MeshNode Node => _app.Services.GetRequiredService<MeshNode>();

    public static async Task<ClusterServer> StartAsync(
        int[] ports, int index, Func<int, int> portOf, Action<SocketIOServer> configure, Action<SocketIOOptions> options,
        TimeSpan? grace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{ports[index]}");
        builder.Services.AddSocketIO(options).AddMesh(mesh =>
        {
            mesh.Id = IdOf(index);
            mesh.Cluster = "rooms";
            mesh.Grace = grace ?? mesh.Grace;
            for (var other = 0; other < ports.Length; other++)
            {
                if (other != index)
                    mesh.Peers.Add(new(IdOf(other), new($"ws://127.0.0.1:{portOf(other)}")));
            }
        }).AddDirect(static direct => direct.SharedKey = "a key that the whole mesh shares")
            .AddRooms(static rooms => (rooms.RequestTimeout, rooms.SessionWait) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)));
        var app = builder.Build();
        app.MapSocketIO();
        app.MapMesh();
        var server = new ClusterServer(app);
        configure(server.IO);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static NodeId IdOf(int index) => new($"server-{index + 1}");

    public Task<SocketIOTestClient> ConnectAsync(object auth) =>
        _host.ConnectAsync(auth: auth, cancellation: TestContext.Current.CancellationToken);

    /// <summary>A client in these rooms of the namespace, which all servers know.</summary>
    public async Task<SocketIOTestClient> JoinAsync(string ns = "/", params string[] rooms)
    {
        var client = await _host.ConnectAsync(ns, cancellation: TestContext.Current.CancellationToken);
        if (IO.Of(ns).TryGetSocket(client.Id!, out var socket))
            await socket.JoinAsync(rooms);
        return client;
    }

    public Socket SocketOf(SocketIOTestClient client) =>
        IO.Of(client.Namespace).TryGetSocket(client.Id!, out var socket) ? socket : throw new InvalidOperationException("It is gone.");

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _app.DisposeAsync();
    }
}
