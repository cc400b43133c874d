// The chat that Socket.IO's tutorial builds: a page, nicknames, everybody hears everybody; nobody misses a message or gets one twice.
//   dotnet run --project samples/Chat -- --urls http://127.0.0.1:3000       and open that address in two windows
//
// Each kind of loss has its remedy:
//   the connection, for a while     connection state recovery: what the client missed is kept for two minutes
//   ... for longer, or a reload     the client tells the last number that it has (auth.after), and gets what came later
//   the answer to what was sent     the client sends again (retries, ackTimeout); its id tells the server that it has had the message
//
//   const socket = io("http://127.0.0.1:3000", { auth: (give) => give({ nickname, after }), retries: 3, ackTimeout: 5000 });
//   socket.on("messages", (messages) => ...);       // [{ number, from, text }]: those kept, then each as it is said
//   socket.on("came", (nickname) => ...);  socket.on("went", (nickname) => ...);  socket.on("typing", (nickname) => ...);
//   socket.emit("say", id, "Hello!", (error, { number }) => ...);   // id: any string that the client does not use again
//   socket.emit("nickname", "Anna", (error, taken) => ...);
using Chat;
using Gossamer.SocketIO;
using Samples;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO(options =>
{
    options.MaxPayload = 16 * 1024;
    options.Recovery = new RecoveryOptions { MaxDisconnection = TimeSpan.FromMinutes(2) };
});
var app = builder.Build();
app.UseSamplePage();
app.MapSocketIO();

var io = app.Services.GetRequiredService<SocketIOServer>();
var room = new ChatRoom(io, TimeProvider.System);
io.OnConnection(async socket =>
{
    socket.On("nickname", (string nickname) => ChatRoom.TryName(socket, nickname));
    socket.On("say", (string id, string text) => room.SayAsync(socket, id, text));
    socket.On("typing", () => ChatRoom.TellTypingAsync(socket));
    if (!socket.Recovered) // who is recovered has its nickname, its room, and what it missed
        await room.EnterAsync(socket);
});
app.Run();
