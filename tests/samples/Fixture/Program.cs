// A server for tests/clients.test.js: a handler for each thing that a real client is to try.
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Fixture;
using Gossamer.SocketIO;
using Gossamer.SocketIO.MessagePack;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSocketIO(options =>
{
    options.AckTimeout = TimeSpan.FromSeconds(5);
    options.Recovery = args.Contains("--recovery", StringComparer.Ordinal) ? new RecoveryOptions() : null;
    options.Parser = args.Contains("--msgpack", StringComparer.Ordinal) ? new MessagePackParser() : null;
});
if (args.Contains("--any-server", StringComparer.Ordinal))
    builder.Services.AddSingleton<IConnectionRecovery, AnyServer>();
var app = builder.Build();
app.MapSocketIO();
var io = app.Services.GetRequiredService<SocketIOServer>();

io.OnConnection(socket =>
{
    if (socket.Query["kick"] == "handler")
        socket.Disconnect(close: true);
    socket.On("ask me", async (object question) => (await socket.EmitWithAckAsync<object>("question", question)).Value);
    socket.On("ask me in vain", async () =>
        (await socket.EmitWithAckAsync<int>("question", TimeSpan.FromMilliseconds(50))).Outcome.ToString());
    socket.On("ask all", async (string room) => (await io.To(room).EmitWithAckAsync<int>("number")).Values.Sum());
    socket.On("eight", (int a, string b, byte[] c, double d, bool e, int? f, string[] g, object h) =>
        socket.EmitAsync("eight back", h, g, f, e, d, c, b, a));
    socket.On("many answers", (int a, string b, byte[] c) => (c, b, a, (string?)null, new { a }, true, 1.5, "eighth"));
    socket.On("ask me for many", async () =>
    {
        object last = new { eight = 8 };
        var answer = await socket.EmitWithAckAsync<(string?, byte[], int)>("many", 1, "zwölf", Told, 2.5, true, null, "7", last);
        return (answer.Outcome.ToString(), answer.Value.Item1, answer.Value.Item2, answer.Value.Item3);
    });
    socket.On("ask me for all", async () => (await socket.EmitWithAckAsync<RawArguments>("many")).Value);
    socket.Once("page", (int number, [DefaultParameterValue(25)] int size) => (number, size));
    socket.On("join", (string room) => socket.Join(room));
    socket.On("tell", (string room, string text) => socket.To(room).EmitAsync("told", text, room, 3));
    socket.On("tell all", (string room, byte[] bytes) => io.To(room).EmitAsync("told", bytes));
    socket.On("echo", message => socket.EmitAsync("echoed", message.Arguments));
    socket.On("answer", message => message.Ack.Send(message.Arguments));
    socket.On("size", (string name, byte[] bytes, DateTimeOffset? at) => new { name, bytes.Length, at?.Year });
    socket.On("flicker", (string text) => socket.Volatile.EmitAsync("flickered", text));
    socket.On("query", (string key) => socket.Query[key].ToString());
    socket.On("throw", new Action(() => throw new InvalidOperationException("on purpose")));
    socket.On("kick me", (bool close) => socket.Disconnect(close));
    socket.On("state", () => new { socket.Recovered, State = socket.Data?.ToString(), Rooms = socket.Rooms.Order(StringComparer.Ordinal) });
    socket.On("remember", (string text) => { socket.Data = text; });
    socket.On("lose me", () => Drop(socket));
    socket.On("move me", (string offset) => socket.EmitAsync(EncodedPacket.FromFrame(Told, Encoding.UTF8.GetBytes($",\"{offset}\"]"))));
});
io.Of("/refused").Use(_ => ConnectRefusal.With("Go away", new { code = 7, why = "because" }));
io.Of("/guarded").Use(socket =>
    socket.Auth.GetString("key") == "open" || socket.Query["key"] == "open" ? null : new ConnectRefusal("No key"));
io.Of("/guarded").OnConnection(socket => socket.On("query", (string key) => socket.Query[key].ToString()));
io.Of(Dynamic()).OnConnection(socket => socket.On("where", () => socket.Namespace.Name));
app.Run();

// While the client is away it is told something.
void Drop(Socket socket) => socket.OnDisconnect(reason => io.To(socket.Id).EmitAsync("missed", reason.ToString()));

internal static partial class Program
{
    private static readonly byte[] Told = "42[\"told\",\"é\""u8.ToArray();

    [GeneratedRegex("^/room-[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Dynamic();
}
