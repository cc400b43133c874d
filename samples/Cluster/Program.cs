// One chat room over three servers, with no broker. In three terminals, each with its own port first:
//   dotnet run --project samples/Cluster -- 5001 5002 5003
//   dotnet run --project samples/Cluster -- 5002 5001 5003
//   dotnet run --project samples/Cluster -- 5003 5001 5002
// and open http://127.0.0.1:5001/ and http://127.0.0.1:5002/ in two windows. End one of the servers: the others go on. A client
// that loses its connection may come back to any of them, and has missed nothing (socket.recovered).
//
//   const socket = io("http://127.0.0.1:5001");
//   socket.on("said", (server, text) => ...);
//   socket.emit("say", "Hello!");
//   await socket.emitWithAck("who");         // [{ id, server }] of everybody in the room, wherever they are
using Gossamer.SocketIO;
using Samples;

int[] ports = [.. args.Select(int.Parse)];
var name = $"server-{ports[0]}";
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls($"http://127.0.0.1:{ports[0]}");
builder.Services.AddSocketIO(options => options.Recovery = new RecoveryOptions()).AddMesh(mesh =>
{
    mesh.Id = new(name);
    foreach (var port in ports[1..])
        mesh.Peers.Add(new(new($"server-{port}"), new($"ws://127.0.0.1:{port}")));
}).AddDirect(direct => direct.AllowDerivedKey = true).AddRooms(); // on several machines they share a key: direct.SharedKey

var app = builder.Build();
app.UseSamplePage();
app.MapSocketIO();
app.MapMesh();

var io = app.Services.GetRequiredService<SocketIOServer>();
io.OnConnection(socket =>
{
    socket.Join("chat");
    socket.On("say", (string text) => io.To("chat").EmitAsync("said", name, text));
    socket.On("who", async () =>
    {
        var members = await io.In("chat").FetchSocketsAsync();
        return members.Sockets.Select(member => new { member.Id, Server = member.Server ?? name }).ToArray();
    });
});
app.Run();
