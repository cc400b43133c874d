// A chat with rooms and nicknames:
//   dotnet run --project samples/Rooms -- --urls http://127.0.0.1:3000
//
//   const socket = io("http://127.0.0.1:3000");
//   socket.on("said", ({ room, from, text }) => console.log(`[${room}] ${from}: ${text}`));
//   socket.on("came", ({ room, nickname }) => ...);  socket.on("went", ({ room, nickname }) => ...);
//   await socket.emitWithAck("nickname", "Anna");          // true, or false if it is taken
//   await socket.emitWithAck("enter", "kitchen");          // who is there: ["Anna", "Billy"]
//   socket.emit("say", "kitchen", "Hello!");               // to everybody in the room, the sender included
//   socket.emit("whisper", "Billy", "Psst!");              // to one, who gets it as "said" with room null
//   socket.emit("leave", "kitchen");
using System.Collections.Concurrent;
using Gossamer.SocketIO;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors();
builder.Services.AddSocketIO(options => options.MaxPayload = 16 * 1024);
var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapSocketIO();
var io = app.Services.GetRequiredService<SocketIOServer>();
var nicknames = new ConcurrentDictionary<string, Socket>(StringComparer.OrdinalIgnoreCase);
io.OnConnection(socket =>
{
    socket.On("nickname", (string nickname) => TryName(socket, nickname.Trim()));
    socket.On("enter", async (string room) =>
    {
        socket.Join(room);
        await socket.To(room).EmitAsync("came", new { room, nickname = NameOf(socket) });
        return io.To(room).FetchSockets().Select(NameOf).Order(StringComparer.Ordinal).ToArray();
    });
    socket.On("say", (string room, string text) =>
        socket.Rooms.Contains(room, StringComparer.Ordinal) ? SayAsync(io.To(room), room, socket, text) : default);
    socket.On("whisper", (string nickname, string text) =>
        nicknames.TryGetValue(nickname, out var other) ? SayAsync(other, null, socket, text) : default);
    socket.On("leave", (string room) => LeaveAsync(socket, room));
    socket.OnDisconnect(async _ =>
    {
        nicknames.TryRemove(KeyValuePair.Create(NameOf(socket), socket));
        await Task.WhenAll(socket.Rooms.Select(room => LeaveAsync(socket, room)));
    });
});
app.Run();

static string NameOf(Socket socket) => socket.Data as string ?? "somebody";

static ValueTask SayAsync(Emitter to, string? room, Socket from, string text) =>
    to.EmitAsync("said", new { room, from = NameOf(from), text });

static Task LeaveAsync(Socket socket, string room)
{
    socket.Leave(room);
    return socket.To(room).EmitAsync("went", new { room, nickname = NameOf(socket) }).AsTask();
}

bool TryName(Socket socket, string nickname)
{
    if (nickname.Length is 0 or > 32 || !nicknames.TryAdd(nickname, socket))
        return false;
    nicknames.TryRemove(KeyValuePair.Create(NameOf(socket), socket));
    socket.Data = nickname;
    return true;
}
