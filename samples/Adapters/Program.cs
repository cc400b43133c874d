// All that an adapter does for a cluster of servers, the same by both adapters. On a Redis, with servers of Node that have
// @socket.io/redis-adapter among them, in two terminals:
//   dotnet run --project samples/Adapters -- 127.0.0.1:6379 --urls http://127.0.0.1:5001
//   dotnet run --project samples/Adapters -- 127.0.0.1:6379 --urls http://127.0.0.1:5002
// By a mesh, with no broker, each with its own port first:
//   dotnet run --project samples/Adapters -- mesh --ports 5001,5002
//   dotnet run --project samples/Adapters -- mesh --ports 5002,5001
//
//   const socket = io("http://127.0.0.1:5001");
//   socket.on("said", (server, text) => ...);
//   socket.emit("join", "kitchen");
//   socket.emit("say", ["kitchen"], [], "Hello!");      // rooms, rooms that do not get it
//   await socket.emitWithAck("who", "kitchen");      // [{ id, rooms, name }] wherever they are
using System.Text.Json;
using Gossamer.SocketIO;

var builder = WebApplication.CreateSlimBuilder(args);
var services = builder.Services.AddSocketIO();
if (args[0] == "mesh")
    AddMesh(builder.Configuration["ports"]!.Split(','));
else
    services.AddRedis(args[0], redis => redis.Key = builder.Configuration["key"] ?? redis.Key);

var app = builder.Build();
app.MapSocketIO();
if (args[0] == "mesh")
    app.MapMesh();

var name = builder.Configuration["name"] ?? "server";
var io = app.Services.GetRequiredService<SocketIOServer>();
io.OnConnection(socket =>
{
    socket.Data = new { name };
    socket.On("join", (string room) => socket.Join(room));
    socket.On("say", (string[] rooms, string[] except, JsonElement what) => io.To(rooms).Except(except).EmitAsync("said", name, what));
    socket.On("bytes", (string[] rooms, byte[] bytes) => io.To(rooms).EmitAsync("said", name, bytes));
    socket.On("say local", (string text) => io.Local.EmitAsync("said", name, text));
    socket.On("say volatile", (string text) => io.Volatile.EmitAsync("said", name, text));
    socket.On("say others", (string text) => socket.Broadcast.EmitAsync("said", name, text));
    socket.On("who", async (string room) => (await io.In(room).FetchSocketsAsync()).Sockets
        .Select(each => new { each.Id, each.Rooms, Name = each.Description.Data.GetProperty("name").GetString() }).ToArray());
    socket.On("move", async (string from, string to) =>
    {
        await io.In(from).SocketsJoinAsync(to);
        await io.In(from).SocketsLeaveAsync(from);
    });
    socket.On("kick", async (string room) => (await io.In(room).DisconnectSocketsAsync()).Servers);
    socket.On("ask", async (string room, string what) => (await io.In(room).EmitWithAckAsync<byte[]>("ask", what)).Values.ToArray());
    socket.On("tell", async (string text) => (await io.Main.ServerSideEmitAsync("told", name, text)).Count == 0);
    socket.On("load", async () => (await io.Main.ServerSideEmitWithAckAsync<int>("load")).Values.ToArray());
});
io.Main.OnServerSideEmit("told", e => io.Local.EmitAsync("told", name, e.Get<string>(0), e.Get<string>(1)));
io.Main.OnServerSideEmit("load", e => e.Answer(io.Main.Count));
app.Run();

void AddMesh(string[] ports)
{
    builder.WebHost.UseUrls($"http://127.0.0.1:{ports[0]}");
    services.AddMesh(mesh =>
    {
        mesh.Id = new(ports[0]);
        foreach (var port in ports[1..])
            mesh.Peers.Add(new(new(port), new($"ws://127.0.0.1:{port}")));
    }).AddDirect(direct => direct.AllowDerivedKey = true).AddRooms(); // on several machines they share a key: direct.SharedKey
}
