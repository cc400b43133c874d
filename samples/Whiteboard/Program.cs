// A whiteboard: what one draws appears for everybody while it is drawn; who comes later gets the picture.
//   dotnet run --project samples/Whiteboard -- --urls http://127.0.0.1:3000       and open that address in two windows
//
// The pen's way is sent twice. While it moves, as volatile events, which are dropped where they cannot be sent at once: a slow client
// sees fewer of them, and never an old one late. When it is lifted, as a whole stroke, which everybody gets, and which is kept. The
// picture is bounded in points: the oldest strokes go when new ones need their room (--MaxPoints), for everybody.
//
//   const socket = io("http://127.0.0.1:3000");
//   socket.on("picture", ({ strokes }) => ...);                          // [{ number, author, color, width, points: [x, y, x, y, ...] }]
//   socket.on("drawing", (author, { color, width, points }) => ...);     // a piece of a stroke, x and y from 0 to 10,000
//   socket.on("stroke", ({ stroke, oldest }) => ...);                    // strokes of lower numbers than oldest are gone
//   socket.on("cleared", () => ...);
//   socket.volatile.emit("draw", { color: "#ff0000", width: 3, points: [0, 0, 10, 10] });
//   const { number, error } = await socket.emitWithAck("stroke", { color: "#ff0000", width: 3, points: [...] });
//   socket.emit("clear");
using Gossamer.SocketIO;
using Samples;
using Whiteboard;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO(options => options.MaxPayload = 64 * 1024);
var app = builder.Build();
app.UseSamplePage();
app.MapSocketIO();

var io = app.Services.GetRequiredService<SocketIOServer>();
var board = new Board(io, app.Configuration.GetValue("MaxPoints", 100_000));
io.OnConnection(async socket =>
{
    socket.On("draw", (Line line) => Board.ShowAsync(socket, line));
    socket.On("stroke", (Line line) => board.DrawAsync(socket, line));
    socket.On("clear", () => board.ClearAsync());
    await board.EnterAsync(socket);
});
app.Run();
