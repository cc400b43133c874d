using System.Globalization;
using System.Text.Json;
using Gossamer.Bench.Load;
using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Bench.Rooms;

/// <summary>One server of the mesh: the port it listens at, and those of the others.</summary>
internal static class GossamerServer
{
    public const string Links = "/links";

    public static Task RunAsync(int[] ports) => ServerHost.RunAsync(builder => Add(builder, ports), Map, ports[0]);

    /// <summary>No heartbeats, which the load does not answer; no limits: the load is many senders' from one address.</summary>
    private static void Add(WebApplicationBuilder builder, int[] ports)
    {
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static listen => listen.UseSocketIO()));
        builder.Logging.AddFilter("Gossamer.Mesh.Direct.KeyWarning", LogLevel.Error); // one key for all is good enough here
        builder.Services.AddSocketIO(static options =>
        {
            options.PingInterval = TimeSpan.FromHours(1);
            (options.PacketsPerSecond, options.BytesPerSecond) = (0, 0);
            (options.PacketsPerSecondPerAddress, options.BytesPerSecondPerAddress) = (0, 0);
        }).AddMesh(mesh =>
        {
            mesh.Id = IdOf(ports[0]);
            foreach (var port in ports[1..])
                mesh.Peers.Add(new(IdOf(port), new(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{port}"))));
        }).AddDirect(static direct => direct.SharedKey = "a key for measurements").AddRooms();
    }

    private static void Map(WebApplication app)
    {
        app.MapSocketIO();
        app.MapMesh();
        app.MapGet(Links, (MeshNode node) => node.Links.Count(
            static link => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up }).ToString(CultureInfo.InvariantCulture));
        var io = app.Services.GetRequiredService<SocketIOServer>();
        io.OnConnection(async socket =>
        {
            socket.On("send", (string room, JsonElement message) => io.To(room).EmitAsync("message", message));
            socket.Join(socket.Query["rooms"].ToString().Split(','));
            await socket.EmitAsync("joined");
        });
    }

    private static NodeId IdOf(int port) => new(string.Create(CultureInfo.InvariantCulture, $"server-{port}"));
}
