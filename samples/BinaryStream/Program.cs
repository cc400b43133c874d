// Large files up and down, and telemetry, as binary attachments, at the pace of whoever is slower:
//   dotnet run --project samples/BinaryStream -- --urls http://127.0.0.1:3000       and open that address
//
// Down: the server awaits each emit, which waits for room in the client's outbox. What is held for a client is 1 to 2 MiB, however large
// the file is and however slowly the client reads. Telemetry does the same and takes the newest values each time: a slow client sees
// fewer of them (its numbers have gaps), and none late.
// Up: the client sends no more than "window" pieces ahead of the answers, and each is answered when it has been written to disk.
//
//   const { upload, pieceBytes, window } = await socket.emitWithAck("upload", "cat.mp4", bytes.length);
//   await socket.emitWithAck("piece", upload, 0, bytes.slice(0, pieceBytes));             // { received }; number 1, 2, ... in order
//   const { id } = await socket.emitWithAck("finish", upload, sha256);                    // or { error: { code: "checksum" } }
//   socket.on("data", (download, number, piece) => ...);
//   socket.on("end", (download, { length, sha256, error }) => ...);                       // error: null, "cancelled", "removed"
//   await socket.emitWithAck("download", 7, id);  socket.emit("cancel", 7);               // 7: any number, but no two at a time
//   socket.on("telemetry", (number, values) => new Float32Array(...));
//   socket.emit("watch", 256, 20);                                                        // so many values, so often a second; 0: no more
//   await socket.emitWithAck("files");  await socket.emitWithAck("remove", id);
using BinaryStream;
using Gossamer.SocketIO;
using Samples;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO(); // MaxPayload, 1 MB, is more than a window of pieces: a polling client sends them in one request
var app = builder.Build();
app.UseSamplePage();
app.MapSocketIO();

var io = app.Services.GetRequiredService<SocketIOServer>();
using var files = new FileTable();
io.OnConnection(socket =>
{
    var uploads = new Uploads(files);
    socket.On("upload", (string name, long length) => uploads.Begin(name, length));
    socket.On("piece", (int upload, int number, ReadOnlyMemory<byte> piece) => uploads.WriteAsync(upload, number, piece));
    socket.On("finish", (int upload, string sha256) => uploads.Finish(upload, sha256));

    var downloads = new Downloads(socket, files);
    socket.On("download", (int download, string id) => downloads.Begin(download, id));
    socket.On("cancel", (int download) => downloads.Cancel(download));

    var telemetry = new Telemetry(socket, TimeProvider.System);
    socket.On("watch", (int values, int perSecond) => telemetry.Watch(values, perSecond));

    socket.On("files", () => files.All.Select(static file => file.View));
    socket.On("remove", (string id) => files.Remove(id));
    socket.OnDisconnect(_ => uploads.Drop());
});

// What the server holds for its clients, and how much it has sent: what backpressure is about.
app.MapGet("/state", () => new { waiting = io.Sockets.Sum(static socket => socket.WaitingBytes), sent = Downloads.SentBytes });
app.Run();
