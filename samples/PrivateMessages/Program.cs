// Private messages: who is there, several tabs and devices of one user in step, users who stay who they are.
//   dotnet run --project samples/PrivateMessages -- --urls http://127.0.0.1:3000       and open that address in two browsers
//
// A client that is new gives a name, and is given a session; with the session's id, a secret that it keeps, it is the same user again,
// in as many tabs as it likes. Messages go by the user's id, which is no secret. Clients of 2.x say the same in their query.
//
//   const socket = io("http://127.0.0.1:3000", { auth: { username: "Anna" } });      // or { auth: { sessionId } }
//   socket.on("connect_error", ({ data }) => ...);                                   // data.code: bad-name, full
//   socket.on("welcome", ({ sessionId, userId, users, messages }) => ...);           // users: [{ userId, username, connected }]
//   socket.on("user", ({ userId, username, connected }) => ...);                     // somebody came, or has no tab left
//   socket.on("forgotten", (userId) => ...);                                         // was away for long, and room was needed
//   socket.on("message", ({ from, to, text, at }) => ...);                           // in each tab of both
//   const { delivered, error } = await socket.emitWithAck("message", userId, "Psst!");
using Gossamer.SocketIO;
using PrivateMessages;
using Samples;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO(options => options.MaxPayload = 16 * 1024);
var app = builder.Build();
app.UseSamplePage();
app.MapSocketIO();

var io = app.Services.GetRequiredService<SocketIOServer>();
var sessions = new SessionTable(app.Configuration.GetValue("MaxSessions", 1_000));
var messenger = new Messenger(io, sessions, TimeProvider.System);
io.Use(messenger.Admit);
io.OnConnection(async socket =>
{
    socket.On("message", (string to, string text) => messenger.SendAsync(socket, to, text));
    await messenger.EnterAsync(socket);
});
app.Run();
