// Whatever a client sends comes back:
//   dotnet run --project samples/Echo -- --urls http://127.0.0.1:3000
//
//   const socket = io("http://127.0.0.1:3000");
//   socket.on("echo", (...args) => console.log(args));
//   socket.emit("echo", 1, "two", { three: new Uint8Array([3]) });       // as an event, binary and all
//   console.log(await socket.emitWithAck("shout", "hello"));              // "HELLO", as the answer
using Gossamer.SocketIO;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddCors();
builder.Services.AddSocketIO();

var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapSocketIO();

var io = app.Services.GetRequiredService<SocketIOServer>();
io.OnConnection(socket =>
{
    Console.WriteLine($"{socket.Id} is here, from {socket.Handshake.RemoteAddress}");
    socket.OnDisconnect(reason => Console.WriteLine($"{socket.Id} is gone: {reason}"));

    socket.On("echo", message => socket.EmitAsync("echo", message.Arguments)); // unread: as it came, so it goes back
    socket.On("shout", (string text) => text.ToUpperInvariant());             // what a handler returns is the answer
    socket.On("sum", (double a, double b) => a + b);
    socket.On("reverse", (byte[] bytes) => bytes.Reverse().ToArray());
});

app.Run();
