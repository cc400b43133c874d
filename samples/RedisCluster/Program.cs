// One cluster of any number of servers on a Redis, those of Node with @socket.io/redis-adapter among them. In two terminals:
//   dotnet run --project samples/RedisCluster -- 127.0.0.1:6379 --urls http://127.0.0.1:5001
//   dotnet run --project samples/RedisCluster -- 127.0.0.1:6379 --urls http://127.0.0.1:5002
//
//   const socket = io("http://127.0.0.1:5001");
//   socket.on("said", (server, text) => ...);
//   socket.emit("join", "kitchen");
//   socket.emit("say", ["kitchen"], [], "Hello!");      // rooms, rooms that do not get it
//   await socket.emitWithAck("who", "kitchen");      // [{ id, rooms, name }] wherever they are
using System.Text.Json;
using Gossamer.SocketIO;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO().AddRedis(args[0], redis => redis.Key = builder.Configuration["key"] ?? redis.Key);

var app = builder.Build();
app.MapSocketIO();

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
