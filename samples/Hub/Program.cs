// A chat as a hub: its methods are events, its clients have an interface, and it can be published as native code.
//   dotnet run --project samples/Hub -- --urls http://127.0.0.1:3000 [--Parser msgpack]
//
//   const socket = io("http://127.0.0.1:3000/chat", { auth: { name: "Anna", role: "admin" } });   // in this sample all are believed
//   socket.on("said", ({ room, from, text }) => console.log(`[${room}] ${from}: ${text}`));
//   socket.on("confirm", (question, answer) => answer(true));
//   await socket.emitWithAck("enter", "kitchen");             // who is there: ["Anna"]
//   await socket.emitWithAck("say", "kitchen", "Hello!");     // an error, { error: { code, message } }, unless you are there
//   await socket.emitWithAck("whisper", "Billy", "Psst!");    // to all connections of one user
//   await socket.emitWithAck("upload", "cat.png", bytes);     // how many bytes came
//   await socket.emitWithAck("close", "kitchen");             // for admins; asks back: "confirm"
//   await socket.emitWithAck("count", 10);                    // { stream: 1 }, then "stream:item" events, see docs/coming-from-signalr.md
using System.Security.Claims;
using Gossamer.Samples.Hubs;
using Gossamer.SocketIO;
using Gossamer.SocketIO.MessagePack;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddCors();
builder.Services.AddAuthorization(options => options.AddPolicy("admin", policy => policy.RequireRole("admin")));
builder.Services.AddSocketIO(options =>
{
    options.Json = ChatJson.Default.Options;
    if (builder.Configuration["Parser"] == "msgpack") // then the clients need socket.io-msgpack-parser: io(url, { parser })
        options.Parser = new MessagePackParser();
});
builder.Services.AddSocketHubs(options => options.AddFilter<LogFilter>());
builder.Services.AddSingleton<Attendance>();

var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapSocketIO();

app.Services.GetRequiredService<SocketIOServer>().Of("/chat").Use(Login); // before the hub, which asks who it is
app.MapSocketHub<ChatHub>("/chat");

app.MapPost("/announce", (string text, ISocketHubContext<ChatHub, IChatClient> chat) =>
    chat.Clients.All.Said(new Message(null, "server", text)));
app.Run();

static ConnectRefusal? Login(Socket socket)
{
    if (socket.Auth.GetString("name") is { Length: > 0 } name)
        socket.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Role, socket.Auth.GetString("role") ?? "user")], "sample"));
    return null; // whoever has no name is refused by the hub, which wants to know its clients
}
